package dev.pilotlight.step;

/**
 * A number that grows by one with each run that may change things.
 *
 * @param number from 1
 */
public record Epoch(long number) implements Comparable<Epoch> {
    public Epoch {
        if (number < 1) {
            throw new IllegalArgumentException("epoch is " + number + "; epochs start at 1");
        }
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}

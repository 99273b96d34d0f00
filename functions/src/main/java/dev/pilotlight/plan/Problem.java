package dev.pilotlight.plan;

/**
 * One thing that is wrong with a document.
 *
 * @param path where, like {@code databases[0].recoveryCluster}; {@code $} is the document itself
 * @param found what is there, in words that never show a whole document
 * @param remedy what to write instead
 */
public record Problem(String path, String found, String remedy) implements Comparable<Problem> {
    @Override
    public int compareTo(Problem other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path + ": " + found + "; " + remedy;
    }
}

package dev.pilotlight.rehearsal.explore;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several equal parts of an exploration.
 *
 * @param number from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})/([1-9][0-9]{0,4})");

    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException("a shard is one of 1/" + of + " to " + of + "/" + of);
        }
    }

    /** The whole. */
    public static Shard whole() {
        return new Shard(1, 1);
    }

    /**
     * Reads a shard.
     *
     * @param text like {@code 3/16}
     * @throws IllegalArgumentException when it is none
     */
    public static Shard read(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no shard; one looks like 3/16");
        }
        return new Shard(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    }

    /**
     * This part of some work: one of every so many, each time the next one, so that parts take about equally long and
     * no kind of work that comes at regular intervals misses one of them.
     */
    public <T> List<T> of(List<T> work) {
        return IntStream.range(0, work.size())
                .filter(index -> (index + index / of) % of == number - 1)
                .mapToObj(work::get)
                .toList();
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}

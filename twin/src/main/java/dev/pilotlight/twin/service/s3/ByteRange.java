package dev.pilotlight.twin.service.s3;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object.
 *
 * @param last inclusive
 * @param whole the length of the object
 */
record ByteRange(int first, int last, int whole) {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,9})-([0-9]{0,9})");

    /** The range that a header asks for; one that is not understood is ignored, as HTTP says. */
    static Optional<ByteRange> parse(String header, int whole) {
        Matcher matcher = RANGE.matcher(header.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        boolean suffix = matcher.group(1).isEmpty();
        int first =
                suffix ? Math.max(0, whole - Integer.parseInt(matcher.group(2))) : Integer.parseInt(matcher.group(1));
        int last = suffix || matcher.group(2).isEmpty()
                ? whole - 1
                : Math.min(whole - 1, Integer.parseInt(matcher.group(2)));
        if (first > last) {
            throw new S3Error(
                    416,
                    "InvalidRange",
                    "The requested range is not satisfiable",
                    Map.of("RangeRequested", header, "ActualObjectSize", Integer.toString(whole)),
                    Map.of());
        }
        return Optional.of(new ByteRange(first, last, whole));
    }

    byte[] of(byte[] bytes) {
        return Arrays.copyOfRange(bytes, first, last + 1);
    }

    String contentRange() {
        return "bytes " + first + "-" + last + "/" + whole;
    }
}

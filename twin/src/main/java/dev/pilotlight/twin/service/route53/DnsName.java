package dev.pilotlight.twin.service.route53;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A name in the domain name system. Names are ordered by their labels from the right, as Route 53 lists them.
 *
 * @param value in lower case, with the dot at the end
 */
record DnsName(String value) implements Comparable<DnsName> {

    /** A name as somebody wrote it. */
    static DnsName of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return new DnsName(lower.endsWith(".") ? lower : lower + ".");
    }

    boolean isWithin(DnsName zone) {
        return value.equals(zone.value) || value.endsWith("." + zone.value);
    }

    /** As people and browsers write it: without the last dot. */
    String host() {
        return value.substring(0, value.length() - 1);
    }

    @Override
    public int compareTo(DnsName other) {
        return reversed().compareTo(other.reversed());
    }

    private String reversed() {
        List<String> labels = Arrays.asList(host().split("\\.", -1));
        return String.join(".", labels.reversed());
    }

    @Override
    public String toString() {
        return value;
    }
}

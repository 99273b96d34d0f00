package dev.pilotlight.twin.service.ec2;

import java.util.List;
import java.util.Map;

/** Availability Zones: every modelled Region has three. */
final class Zones {
    private static final Map<String, String> DIRECTIONS = Map.of(
            "north",
            "n",
            "south",
            "s",
            "east",
            "e",
            "west",
            "w",
            "central",
            "c",
            "northeast",
            "ne",
            "southeast",
            "se",
            "northwest",
            "nw",
            "southwest",
            "sw");

    private Zones() {}

    static List<String> of(String region) {
        return List.of(region + "a", region + "b", region + "c");
    }

    /** The id of a zone, for example {@code usw2-az1} for {@code us-west-2a}. */
    static String id(String zone) {
        String[] parts = zone.split("-", -1);
        if (parts.length != 3 || parts[2].length() < 2) {
            return zone;
        }
        int number = parts[2].charAt(1) - 'a' + 1;
        return parts[0] + DIRECTIONS.getOrDefault(parts[1], parts[1]) + parts[2].charAt(0) + "-az" + number;
    }
}

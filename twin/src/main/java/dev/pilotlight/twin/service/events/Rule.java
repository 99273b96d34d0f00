package dev.pilotlight.twin.service.events;

import java.util.Map;
import java.util.TreeMap;

/** A rule on a bus, with its targets' ARNs by their ids. */
final class Rule {
    private final String name;
    private final EventPattern pattern;
    private final String description;
    private final Map<String, String> targets = new TreeMap<>();
    private boolean enabled = true;

    Rule(String name, EventPattern pattern, String description) {
        this.name = name;
        this.pattern = pattern;
        this.description = description;
    }

    String name() {
        return name;
    }

    EventPattern pattern() {
        return pattern;
    }

    String description() {
        return description;
    }

    Map<String, String> targets() {
        return targets;
    }

    boolean isEnabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }
}

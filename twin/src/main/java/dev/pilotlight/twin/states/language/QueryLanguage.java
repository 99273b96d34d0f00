package dev.pilotlight.twin.states.language;

import java.util.Arrays;
import java.util.Optional;

/** How a state's fields ask for data. */
public enum QueryLanguage {
    JSONATA("JSONata"),
    JSON_PATH("JSONPath");

    private final String wireName;

    QueryLanguage(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static Optional<QueryLanguage> named(String name) {
        return Arrays.stream(values())
                .filter(language -> language.wireName.equals(name))
                .findFirst();
    }
}

package dev.pilotlight.readiness;

/** How something stands. */
enum Status {
    READY("READY"),
    NOT_READY("NOT READY"),
    UNKNOWN("UNKNOWN");

    private final String words;

    Status(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}

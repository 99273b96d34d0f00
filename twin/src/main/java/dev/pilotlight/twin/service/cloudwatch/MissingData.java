package dev.pilotlight.twin.service.cloudwatch;

/** What an alarm makes of periods without data. */
public enum MissingData {
    /** They count as neither good nor bad; when there is nothing else, the data are insufficient. */
    MISSING("missing"),
    /** They leave the state as it is. */
    IGNORE("ignore"),
    /** They are bad. */
    BREACHING("breaching"),
    /** They are good. */
    NOT_BREACHING("notBreaching");

    private final String word;

    MissingData(String word) {
        this.word = word;
    }

    /** The name in requests and answers. */
    public String word() {
        return word;
    }
}

package dev.pilotlight.journal;

/** What people are told while a run goes on; how it ended they are told with the report. */
public enum Announcement {
    /** The primary is down, and the failover goes on. */
    OUTAGE_CONFIRMED("the outage is confirmed"),
    /** A database takes writes in the recovery Region. */
    PROMOTED("a database is promoted"),
    /** Visitors are sent to the recovery Region. */
    SHIFTED("the traffic is moved");

    private final String phrase;

    Announcement(String phrase) {
        this.phrase = phrase;
    }

    /** The fixed phrase, in lower case and without a full stop. */
    public String phrase() {
        return phrase;
    }
}

package dev.pilotlight.twin.service.ec2;

import java.util.Locale;

/** The states of an instance, with the codes of the EC2 API. */
public enum GuestState {
    PENDING(0),
    RUNNING(16),
    SHUTTING_DOWN(32),
    TERMINATED(48),
    STOPPING(64),
    STOPPED(80);

    private final int code;

    GuestState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** As the API writes it, for example {@code shutting-down}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the instance still takes up capacity. */
    public boolean occupies() {
        return this == PENDING || this == RUNNING || this == STOPPING;
    }
}

package dev.pilotlight.twin.service.ec2;

import java.util.Locale;

/** The outcome of an instance's status checks. */
public enum StatusCheck {
    /** Not all of them have passed yet. */
    INITIALIZING,
    /** All three passed. */
    OK,
    /** At least one fails. */
    IMPAIRED,
    /** The instance does not run. */
    NOT_APPLICABLE;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

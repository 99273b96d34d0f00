package dev.pilotlight.outage;

import dev.pilotlight.site.Probe;

/** What one signal says about the primary. */
public enum Verdict {
    /** It answers as it should. */
    HEALTHY,
    /** It is down, as far as this signal can see, and the reason does not lie with us. */
    UNHEALTHY,
    /** The signal cannot tell: it has no data, or our own call failed. It counts for neither side. */
    UNKNOWN;

    /** What a probe's finding counts as. */
    static Verdict of(Probe.State state) {
        return switch (state) {
            case UP -> HEALTHY;
            case DOWN -> UNHEALTHY;
            case UNCLEAR -> UNKNOWN;
        };
    }
}

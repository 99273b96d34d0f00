package dev.pilotlight.journal;

import dev.pilotlight.aws.Redaction;

/**
 * A service has rejected a change, so that certainly nothing happened. What to do about it is for the step to say. The
 * message is the service's own, without what looks like a secret: it is written down in many places.
 */
public abstract class RejectedException extends Exception {
    protected RejectedException(String message) {
        super(Redaction.redact(message));
    }
}

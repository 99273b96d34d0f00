package dev.pilotlight.journal;

import java.util.Map;

/**
 * One request to a service that changes application resources.
 *
 * @param <X> how the service says that it did not do it: a {@link RejectedException}, or nothing
 */
@FunctionalInterface
public interface Change<X extends Exception> {

    /** Makes the change, and answers with small facts about it, as JSON values. */
    Map<String, Object> make(Permit permit) throws X;
}

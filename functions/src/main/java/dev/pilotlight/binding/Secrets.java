package dev.pilotlight.binding;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;

/** The secrets of the recovery Region that hold a JSON object. What they hold never leaves the implementation. */
public interface Secrets {

    /** Whether a secret is the replica of one in another Region, which nobody can write here. */
    boolean isReplica(String name);

    /** Whether a key of the object has a value. */
    boolean holds(String name, String key, String value);

    /** Whether a request with this token has written a version of the secret. */
    boolean hasVersion(String name, String token);

    /**
     * Makes a replica a secret of its own, with what it holds. The secret in the other Region no longer changes it.
     *
     * @param permit for {@link Act.Kind#PROMOTE_SECRET} of the secret
     */
    void promote(Permit permit, String name);

    /**
     * Gives one key of the object another value and keeps the rest.
     *
     * @param permit for {@link Act.Kind#BIND_SECRET} of {@code name#key}; its token makes the request idempotent
     */
    void write(Permit permit, String name, String key, String value);
}

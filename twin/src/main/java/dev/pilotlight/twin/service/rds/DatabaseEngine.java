package dev.pilotlight.twin.service.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The database of one cluster: a modelled one or a real server. No method waits. */
public interface DatabaseEngine {

    /** Where clients connect. */
    Address address(Access access);

    /** Whether anybody can connect. */
    boolean isAlive(Instant now);

    /** Since when it takes writes; empty while it does not. */
    Optional<Instant> writerSince(Instant now);

    /** How far it is behind its leader; empty when it has none, or when nobody can tell because the leader is gone. */
    Optional<Duration> lag(Instant now);

    /** Everything committed up to this moment is in it. */
    Instant holdsUntil(Instant now);

    /** Begins to become a writer; what takes writes already, or is on its way, is left alone. */
    void promote(Promotion how, Instant now);

    /**
     * Takes the place of the writer of a global database, once everything that one has committed is here; the old
     * writer takes no writes from now on.
     */
    default void succeed(DatabaseEngine old, Instant now) {
        promote(Promotion.SWITCHOVER, now);
        old.fence(now);
    }

    /** The cluster has another name from now on, and so has its endpoint. */
    default void rename(String clusterArn) {}

    /** Stops taking writes as soon as it can. */
    void fence(Instant now);

    /** Becomes a reader of another cluster; asked only of a database that is alive. */
    void follow(DatabaseEngine leader, Instant now);

    /** Keeps what it holds at this moment, and goes on. */
    HeldData hold(Instant now);

    /** Its cluster is deleted: nobody will connect to it again. */
    default void end() {}

    /**
     * A place to connect to.
     *
     * @param host a name or an address
     */
    record Address(String host, int port) {}

    /** What a client wants to do there. */
    enum Access {
        WRITE,
        READ
    }
}

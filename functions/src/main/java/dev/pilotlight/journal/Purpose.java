package dev.pilotlight.journal;

import dev.pilotlight.step.BrokenInputException;
import java.util.Arrays;
import java.util.Locale;

/** What a run is for, which decides what it holds and who may take it over. */
public enum Purpose {
    /** Moves the application: holds the global clusters as well, and gives way to nobody. */
    FAILOVER,
    /** Brings the application home: holds the global clusters too, and gives way to nobody. */
    FAILBACK,
    /** Keeps image copies fresh: gives way to a failover. */
    SYNC_IMAGES,
    /** Deletes the data of an old primary that a person names: gives way to a failover. */
    RETIRE_OLD_DATA,
    /** Exercises without touching production: gives way to a failover. */
    DRILL;

    /**
     * The purpose of a state machine.
     *
     * @param name like {@code sync-images}
     * @throws BrokenInputException when no machine is named so
     */
    static Purpose ofMachine(String name) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.machine().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new BrokenInputException("machine: no such machine; the state machine must pass one of "
                                + Arrays.stream(values()).map(Purpose::machine).toList()));
    }

    private String machine() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether such a run may promote databases, and so holds their global clusters. */
    boolean holdsClusters() {
        return this == FAILOVER || this == FAILBACK;
    }

    /** Whether such a run may begin while one for the other purpose is going on, which then ends. */
    boolean preempts(Purpose other) {
        return holdsClusters() && !other.holdsClusters();
    }
}

package dev.pilotlight.rehearsal.faults;

import java.util.Arrays;
import java.util.Optional;

/** Something that befalls the world while a run is on its way. */
public enum Incident {
    /** A person starts the same machine a second time. */
    SECOND_EXECUTION("second", "a second execution starts"),
    /** A person takes the plan away from whoever holds it. */
    TAKEOVER("takeover", "a person takes the plan over"),
    /** What had failed is back. */
    HEAL("heal", "the outage heals"),
    /** What has come back fails once more, for the alarm to see, until faults are lifted. */
    LOST("lost-again", "the primary Region is lost again"),
    /** The same, and a person gives the way home up: the failover takes the plan over, declared. */
    GIVEN_UP("given-up", "the primary Region is lost again, and a person gives the way home up"),
    /** No service of the primary Region answers any more. */
    PRIMARY_DARK("primary-dark", "the primary Region goes dark"),
    /** For five minutes no service of the recovery Region answers. */
    RECOVERY_DARK("recovery-dark", "the recovery Region goes dark for five minutes"),
    /** From now on the functions' clock shows a time that is fifteen minutes earlier. */
    CLOCK_BACK("clock-back", "the clock jumps back by 15 minutes");

    private final String word;
    private final String title;

    Incident(String word, String title) {
        this.word = word;
        this.title = title;
    }

    public String word() {
        return word;
    }

    public String title() {
        return title;
    }

    static Optional<Incident> of(String word) {
        return Arrays.stream(values())
                .filter(incident -> incident.word.equals(word))
                .findFirst();
    }

    /** Who can make it happen. */
    @FunctionalInterface
    public interface Stagehand {
        void let(Incident incident);
    }
}

package dev.pilotlight.step;

import java.util.Arrays;
import java.util.Optional;

/** The reasons for which a run is refused, each with its one fixed phrase (logs, history, journal, report). */
public enum Guard {
    /** The plan, an event or a configuration value is not valid (S10). */
    INVALID_INPUT("the input is not valid"),
    /** Account or Region of the function, the plan and its ARNs do not agree. */
    WRONG_PLACE("this is not the plan's account and recovery Region"),
    /** Another execution holds the lease of the plan or of one of its global clusters. */
    LEASE_HELD("another run holds the lease"),
    /** This execution's epoch has been superseded (S2). */
    STALE_EPOCH("a newer epoch has been acquired"),
    /** The run that this execution is to go on with has ended for good. */
    RUN_CLOSED("the run is closed"),
    /** Another part of this run has failed or was refused, so this part ends as well. */
    RUN_STOPPED("the run turns back"),
    /** Nobody knows what became of something this run has done. */
    UNSETTLED("an act of the run is not settled"),
    /** The last run ended less than the plan's cooldown ago. */
    COOLDOWN("the plan is in its cooldown"),
    /** The quorum of signals no longer says that the primary is down. */
    OUTAGE_OVER("the outage is over"),
    /** The signals did not agree within the deadline (S13). */
    OUTAGE_UNCONFIRMED("the outage could not be confirmed"),
    /** A service of the recovery Region that the run needs does not answer (S14). */
    RECOVERY_REGION_DEGRADED("the recovery Region is not able to take over"),
    /** The last known replication lag exceeds the plan's limit (S5). */
    LAG_TOO_HIGH("the replication lag is above the plan's limit"),
    /** No usable sample of the replication lag from before the outage (S5). */
    LAG_UNKNOWN("the replication lag is unknown"),
    /** The primary is not proven to be fenced, and neither plan nor approval covers that (S3). */
    FENCE_UNCONFIRMED("the primary is not confirmed to be fenced"),
    /** What keeps the old primary from writing could not be taken away again (SAFE_ABORTED needs that). */
    FENCE_STANDING("the fence around the primary could not be taken down"),
    /** The plan asks for an approval, and there is none. */
    APPROVAL_MISSING("an approval is needed"),
    /** A person was asked and has said no. */
    APPROVAL_REJECTED("a person has rejected it"),
    /** A person was asked, and nobody has answered in time. */
    APPROVAL_EXPIRED("nobody has answered in time"),
    /** The plan only observes. */
    OBSERVE_ONLY("the plan only observes"),
    /** The global cluster is not in a state from which the recovery cluster can be promoted (S4). */
    NOT_PROMOTABLE("the database cannot be promoted from its present state"),
    /** No verified image copy that is new enough lies in the recovery Region. */
    NO_USABLE_IMAGE("no usable image is in the recovery Region"),
    /** Every allowed subnet and instance type was refused for lack of capacity. */
    NO_CAPACITY("the recovery Region has not enough capacity"),
    /** A launched instance failed its checks. */
    INSTANCE_UNHEALTHY("an instance did not become healthy"),
    /** Something would let a drill reach production or the world, or it has no place of its own (S12). */
    DRILL_NOT_ISOLATED("the drill is not closed off from production"),
    /** A database could not be restored for a drill. */
    DRILL_DATABASE_FAILED("the drill's database could not be restored"),
    /** The site did not pass its checks by the deadline (S7). */
    SITE_UNHEALTHY("the site did not pass its checks"),
    /** The traffic switch itself forbids the move. */
    SWITCH_REFUSED("the traffic switch does not let itself be moved"),
    /** The application is not served from the recovery Region, so there is nothing to bring home. */
    NOT_FAILED_OVER("the application is not served from the recovery Region"),
    /** The home Region, or what is needed there, is not as a failback needs it. */
    HOME_NOT_READY("the home Region is not ready"),
    /** What is to be deleted is not an old primary that a failback of this plan has kept. */
    NOT_OLD_DATA("this is no old data of the plan"),
    /** Nothing proves that data would be left elsewhere when it is deleted here. */
    LAST_COPY("it may be the last copy of the data"),
    /** The clusters of a global database run different versions of their engine. */
    VERSIONS_DIFFER("the engine versions of the clusters differ"),
    /** The engine of a cluster cannot be in a global database. */
    ENGINE_MODE("the engine does not support global databases"),
    /** A step did not finish by its deadline. */
    DEADLINE_PASSED("the deadline has passed");

    private final String phrase;

    Guard(String phrase) {
        this.phrase = phrase;
    }

    /** The fixed phrase, in lower case and without a full stop. */
    public String phrase() {
        return phrase;
    }

    /** The phrase of the guard that is named so; empty when that is another error's name. */
    public static Optional<String> phraseOf(String name) {
        return Arrays.stream(values())
                .filter(guard -> guard.name().equals(name))
                .map(Guard::phrase)
                .findFirst();
    }
}

package dev.pilotlight.failback;

import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Autonomy;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks before anything is changed whether there is something to bring home, and whether it can go. Everything that
 * speaks against it is a refusal that changes nothing.
 */
final class SurveyHome {
    private final Constellations constellations;

    SurveyHome(Constellations constellations) {
        this.constellations = constellations;
    }

    /** Looks once. */
    Outcome advance(Plan plan, Run run, Lease lease) {
        if (plan.failback() == null) {
            return new Outcome.Refused(
                    Guard.INVALID_INPUT,
                    "failback: the plan does not say how the application comes home",
                    "add failback with the tiers and sites of " + plan.regions().primary() + " to the plan");
        }
        if (plan.autonomy() == Autonomy.OBSERVE) {
            return new Outcome.Refused(
                    Guard.OBSERVE_ONLY,
                    "the plan's autonomy is observe: nothing was changed",
                    "set autonomy: approve or automatic in the plan to let it act");
        }
        Deeds deeds = Deeds.of(lease);
        Map<String, Object> evidence = new TreeMap<>();
        for (Database database : plan.databases()) {
            Constellation seen = constellations.read(database, new Names(database, run.epoch()));
            boolean done = new FailbackRecord(deeds, database).hasSwitchedOver(seen);
            Optional<Outcome> against = done ? Optional.empty() : against(plan, database, seen);
            if (against.isPresent()) {
                return against.get();
            }
            evidence.put(database.name(), way(seen));
        }
        return Outcome.done(Map.of("databases", evidence));
    }

    private static String way(Constellation seen) {
        if (seen.homeWrites()) {
            return "switched over already";
        }
        return seen.homeFollows() ? "the home cluster follows already" : "the replication has to be rebuilt";
    }

    private static Optional<Outcome> against(Plan plan, Database database, Constellation seen) {
        if (!seen.servingWrites()) {
            return Optional.of(new Outcome.Refused(
                    Guard.NOT_FAILED_OVER,
                    "database " + database.name() + ": "
                            + database.recoveryCluster().identifier()
                            + seen.serving()
                                    .map(cluster -> " is " + cluster.status() + " and takes no writes in ")
                                    .orElse(" does not exist in ")
                            + plan.regions().recovery(),
                    "look where the database takes writes: aws rds describe-global-clusters --global-cluster-identifier "
                            + database.globalCluster() + " --region "
                            + plan.regions().recovery()));
        }
        Cluster serving = seen.serving().orElseThrow();
        boolean able = serving.engine().startsWith("aurora")
                && (serving.mode().isEmpty()
                        || serving.mode().equals("provisioned")
                        || serving.mode().equals("global"));
        return able
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(
                        Guard.ENGINE_MODE,
                        serving.identifier() + " is " + serving.engine() + " in mode " + serving.mode(),
                        "bring it home by hand: snapshot it, copy the snapshot to "
                                + plan.regions().primary() + " and restore it there"));
    }
}

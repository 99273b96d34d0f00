package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * S16: no cluster and no snapshot that holds the application's data is ever deleted, except a cluster that a person has
 * named in an approval, once a final snapshot of it is complete. Renaming one keeps it.
 */
final class OldDataKept implements Invariant {
    private static final String CLUSTER = "cluster ";
    private static final String SNAPSHOT = "cluster snapshot ";

    private List<String> data = List.of();

    @Override
    public String id() {
        return "S16";
    }

    @Override
    public String promise() {
        return "no cluster and no snapshot at home is deleted, except a cluster that an approval names and whose final"
                + " snapshot is complete";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated() || !effect.call().service().equals("rds")) {
            return Optional.empty();
        }
        List<String> before = data;
        data = truth.home().data();
        long approved = before.stream()
                .filter(what -> !data.contains(what))
                .filter(what -> isApproved(what, truth))
                .count();
        return data.size() < before.size() - approved
                ? Optional.of(effect + " has left " + data + " of " + before)
                : Optional.empty();
    }

    private static boolean isApproved(String what, Truth truth) {
        if (what.startsWith(SNAPSHOT)) {
            return false;
        }
        String cluster = what.substring(CLUSTER.length());
        String arn = "arn:aws:rds:" + truth.primary() + ":" + truth.plan().account() + ":cluster:" + cluster;
        Set<String> named = truth.journal().named("old-data");
        return (named.contains(cluster) || named.contains(arn)) && truth.home().hasSnapshot(cluster + "-final-e");
    }
}

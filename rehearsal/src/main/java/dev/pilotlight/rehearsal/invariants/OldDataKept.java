package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.HomeTruth;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * S16: no cluster and no snapshot that holds the application's data is ever deleted, nor a server at home, except those
 * of a cluster that a person has named in an approval of that very run, once a final snapshot of it is complete. It is
 * judged when the deletion is asked for. Renaming a cluster keeps it.
 */
final class OldDataKept implements Invariant {
    private static final String FINAL = "-final-e";

    private boolean looked;
    private List<String> data = List.of();
    private List<String> away = List.of();
    private Map<String, String> servers = Map.of();

    @Override
    public String id() {
        return "S16";
    }

    @Override
    public String promise() {
        return "no cluster, snapshot or server at home is deleted, except those of a cluster that an approval names and"
                + " whose final snapshot is complete";
    }

    @Override
    public Optional<String> before(Attempt attempt, Truth truth) {
        if (!looked) {
            look(truth);
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated() || !effect.call().service().equals("rds")) {
            return Optional.empty();
        }
        List<String> dataBefore = data;
        List<String> awayBefore = away;
        Map<String, String> serversBefore = new TreeMap<>(servers);
        look(truth);
        long epoch = effect.invocation().map(Invocation::epoch).orElse(0L);
        long approved = dataBefore.stream()
                .filter(what -> !data.contains(what))
                .filter(what -> isApproved(what, epoch, truth))
                .count();
        if (data.size() < dataBefore.size() - approved) {
            return Optional.of(effect + " has left " + data + " of " + dataBefore);
        }
        if (away.size() < awayBefore.size() && !isDrill(effect)) {
            return Optional.of(effect + " has left " + away + " of " + awayBefore + " in the recovery Region");
        }
        serversBefore.keySet().removeAll(servers.keySet());
        return serversBefore.entrySet().stream()
                .filter(server -> !mayBeStopped(server.getValue(), epoch, truth))
                .findFirst()
                .map(server -> effect + " has deleted the server " + server.getKey() + " of " + server.getValue());
    }

    private void look(Truth truth) {
        looked = true;
        data = truth.home().data();
        away = truth.home().dataAway();
        servers = truth.home().servers();
    }

    private static boolean isDrill(Effect effect) {
        return effect.invocation().filter(Invocation::drill).isPresent();
    }

    private static boolean isApproved(String what, long epoch, Truth truth) {
        if (what.startsWith(HomeTruth.SNAPSHOT)) {
            return false;
        }
        String cluster = what.substring(HomeTruth.CLUSTER.length());
        return isNamed(cluster, epoch, truth) && truth.home().hasSnapshot(cluster + FINAL);
    }

    /** While a server is there somebody may write, so only a final snapshot of this very run holds everything. */
    private static boolean mayBeStopped(String cluster, long epoch, Truth truth) {
        return isNamed(cluster, epoch, truth) && truth.home().hasSnapshot(cluster + FINAL + epoch);
    }

    private static boolean isNamed(String cluster, long epoch, Truth truth) {
        String arn = "arn:aws:rds:" + truth.primary() + ":" + truth.plan().account() + ":cluster:" + cluster;
        Set<String> named = truth.journal().named(epoch, "old-data");
        return named.contains(cluster) || named.contains(arn);
    }
}

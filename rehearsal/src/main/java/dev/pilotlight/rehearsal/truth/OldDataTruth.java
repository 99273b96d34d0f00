package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.twin.world.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a way home has kept of an old primary, and what there was beside it, seen from outside. */
public final class OldDataTruth {
    /** What a failback puts between the name of an old primary and its own epoch. */
    private static final String KEPT = "-kept-e";

    private static final String FINAL = "-final-e";

    private final Twin twin;
    private final Truth truth;
    private Optional<String> cluster = Optional.empty();
    private List<String> servers = List.of();
    private List<String> before = List.of();

    OldDataTruth(Twin twin, Truth truth) {
        this.twin = twin;
        this.truth = truth;
    }

    /** Remembers what there is now, when its end has not begun. */
    void curtainRises() {
        cluster = kept().stream().findFirst();
        servers = cluster.map(this::living).orElse(List.of());
        before = databases();
    }

    /** The clusters of old primaries that are kept now, by their identifiers. */
    public List<String> kept() {
        return twin.rds().everything(truth.primary(), truth.now()).stream()
                .filter(what -> what.startsWith(HomeTruth.CLUSTER) && !what.startsWith(HomeTruth.SNAPSHOT))
                .map(what -> what.substring(HomeTruth.CLUSTER.length()))
                .filter(name -> name.contains(KEPT))
                .toList();
    }

    /** The first of those that were kept when it began; empty when there was none. */
    public Optional<String> cluster() {
        return cluster;
    }

    /** Whether neither the cluster nor a server of it is there any more. */
    public boolean isGone() {
        List<String> now = databases();
        return cluster.isPresent()
                && !now.contains(home(HomeTruth.CLUSTER + cluster.get()))
                && servers.stream().noneMatch(server -> now.contains(home("database instance " + server)));
    }

    /** Whether the cluster and all of its servers are there, and nobody has asked to delete one of them. */
    public boolean isWhole() {
        return cluster.isPresent()
                && truth.home().data().contains(HomeTruth.CLUSTER + cluster.get())
                && living(cluster.get()).containsAll(servers);
    }

    /** Whether the cluster cannot be deleted as it is. */
    public boolean isProtected() {
        return cluster.filter(name -> twin.rds().isDeletionProtected(truth.primary(), name))
                .isPresent();
    }

    /** Whether a final snapshot of the cluster is complete. */
    public boolean hasFinalSnapshot() {
        return cluster.filter(name -> truth.home().hasSnapshot(name + FINAL)).isPresent();
    }

    /** What was there when it began, is no part of the cluster, and is missing. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>(before);
        missing.removeAll(databases());
        cluster.ifPresent(name -> missing.remove(home(HomeTruth.CLUSTER + name)));
        servers.forEach(server -> missing.remove(home("database instance " + server)));
        return missing;
    }

    /** What has become of it in words; none when nothing was kept. */
    public List<String> words() {
        return cluster
                .map(name -> "kept cluster: "
                        + (isGone() ? "gone" : (isWhole() ? "whole" : "in parts") + ", protected " + isProtected())
                        + ", final snapshot " + hasFinalSnapshot() + ", missing besides " + missing())
                .stream()
                .toList();
    }

    private List<String> living(String name) {
        return twin.rds().servers(truth.primary(), name);
    }

    private List<String> databases() {
        List<String> all = new ArrayList<>();
        for (String region : List.of(truth.primary(), truth.recovery())) {
            twin.rds().everything(region, truth.now()).forEach(what -> all.add(what + " in " + region));
        }
        return all;
    }

    private String home(String what) {
        return what + " in " + truth.primary();
    }
}

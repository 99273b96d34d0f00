package dev.pilotlight.failback;

import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.failback.Constellation.Instance;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The acts that rebuild one replication, and what shows that each of them has had its effect. */
record Works(Database database, Names names) {
    private static final List<Act.Kind> AT_HOME = List.of(
            Act.Kind.SNAPSHOT_CLUSTER,
            Act.Kind.LEAVE_GLOBAL_CLUSTER,
            Act.Kind.KEEP_CLUSTER,
            Act.Kind.CREATE_SECONDARY_CLUSTER,
            Act.Kind.CREATE_DATABASE_INSTANCE);
    private static final Set<Act.Kind> GLOBAL = Set.of(Act.Kind.DELETE_GLOBAL_CLUSTER, Act.Kind.CREATE_GLOBAL_CLUSTER);

    Act snapshot() {
        return atHome(Act.Kind.SNAPSHOT_CLUSTER, names.snapshot());
    }

    Act leave() {
        return atHome(Act.Kind.LEAVE_GLOBAL_CLUSTER, database.globalCluster().value());
    }

    Act keep() {
        return atHome(Act.Kind.KEEP_CLUSTER, names.kept());
    }

    Act deleteGlobal() {
        return global(Act.Kind.DELETE_GLOBAL_CLUSTER, "without members");
    }

    Act createGlobal() {
        return global(
                Act.Kind.CREATE_GLOBAL_CLUSTER,
                "of " + database.recoveryCluster().identifier());
    }

    Act secondary() {
        return atHome(Act.Kind.CREATE_SECONDARY_CLUSTER, "in " + database.globalCluster());
    }

    Act instance(String name) {
        return atHome(Act.Kind.CREATE_DATABASE_INSTANCE, name);
    }

    private Act atHome(Act.Kind kind, String token) {
        return new Act(kind, home(), token);
    }

    private Act global(Act.Kind kind, String token) {
        return new Act(kind, database.globalCluster().value(), token);
    }

    private String home() {
        return database.primaryCluster().value();
    }

    /** Writes down what the world shows to have happened. */
    void settle(FailbackRecord record, Constellation seen) {
        boolean old = seen.home().filter(record::isOld).isPresent();
        boolean renewed = seen.home().isPresent() && !old;
        boolean joined = seen.global()
                .filter(global -> seen.serving().filter(global::has).isPresent())
                .isPresent();
        boolean left = seen.global()
                .filter(global -> old && seen.home().filter(global::has).isPresent())
                .isEmpty();
        happened(record, Act.Kind.SNAPSHOT_CLUSTER, seen.snapshot().isPresent());
        happened(record, Act.Kind.LEAVE_GLOBAL_CLUSTER, left);
        happened(
                record,
                Act.Kind.KEEP_CLUSTER,
                seen.kept()
                        .map(Cluster::identifier)
                        .filter(names.kept()::equals)
                        .isPresent());
        happened(record, Act.Kind.CREATE_SECONDARY_CLUSTER, renewed);
        happened(record, Act.Kind.DELETE_GLOBAL_CLUSTER, joined || seen.global().isEmpty());
        happened(record, Act.Kind.CREATE_GLOBAL_CLUSTER, joined);
        happened(
                record,
                Act.Kind.CREATE_DATABASE_INSTANCE,
                seen.home().stream()
                        .flatMap(home -> home.instances().stream())
                        .map(Instance::name)
                        .anyMatch(name -> record.uncertain(instance(name))));
    }

    /** Nothing that is still open has had an effect. */
    void giveUp(FailbackRecord record) {
        AT_HOME.forEach(kind -> record.didNotHappen(kind, home(), "the world shows no effect of it"));
        GLOBAL.forEach(
                kind -> record.didNotHappen(kind, database.globalCluster().value(), "the world shows no effect of it"));
    }

    List<Deed> open(Deeds deeds) {
        List<Deed> open = new ArrayList<>();
        AT_HOME.forEach(kind -> open.addAll(deeds.of(kind, home())));
        GLOBAL.forEach(
                kind -> open.addAll(deeds.of(kind, database.globalCluster().value())));
        open.removeIf(deed -> !deed.open());
        return open;
    }

    private void happened(FailbackRecord record, Act.Kind kind, boolean seen) {
        if (seen) {
            record.happened(
                    kind, GLOBAL.contains(kind) ? database.globalCluster().value() : home());
        }
    }
}

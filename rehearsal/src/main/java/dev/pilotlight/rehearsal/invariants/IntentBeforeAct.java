package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** S8: every mutation has an earlier durable intent; the record is append-only and gap-free. */
final class IntentBeforeAct implements Invariant {
    /** Acts by the operation that does them; an operation that is not named here needs any intent of its own. */
    private static final Map<String, Set<String>> ACTS = Map.ofEntries(
            Map.entry("CreateImage", Set.of("CREATE_IMAGE")),
            Map.entry("CopyImage", Set.of("COPY_IMAGE")),
            Map.entry("DeregisterImage", Set.of("DEREGISTER_IMAGE")),
            Map.entry("DeleteSnapshot", Set.of("DELETE_IMAGE_SNAPSHOT")),
            Map.entry("RunInstances", Set.of("LAUNCH_INSTANCES")),
            Map.entry("TerminateInstances", Set.of("TERMINATE_INSTANCES")),
            Map.entry("RegisterTargets", Set.of("REGISTER_TARGETS")),
            Map.entry("DeregisterTargets", Set.of("DEREGISTER_TARGETS")),
            Map.entry("CreateDBInstance", Set.of("CREATE_DATABASE_INSTANCE", "CREATE_DRILL_INSTANCE")),
            Map.entry(
                    "DeleteDBInstance",
                    Set.of("DELETE_DATABASE_INSTANCE", "DELETE_DRILL_INSTANCE", "DELETE_OLD_INSTANCE")),
            Map.entry("RemoveFromGlobalCluster", Set.of("DETACH_CLUSTER", "LEAVE_GLOBAL_CLUSTER")),
            Map.entry("FailoverGlobalCluster", Set.of("FAILOVER_GLOBAL_CLUSTER")),
            Map.entry("SwitchoverGlobalCluster", Set.of("SWITCH_OVER_GLOBAL_CLUSTER")),
            Map.entry("ModifyDBCluster", Set.of("KEEP_CLUSTER", "UNPROTECT_OLD_CLUSTER", "PROTECT_OLD_CLUSTER")),
            Map.entry("CreateDBCluster", Set.of("CREATE_SECONDARY_CLUSTER")),
            Map.entry("CreateGlobalCluster", Set.of("CREATE_GLOBAL_CLUSTER")),
            Map.entry("DeleteGlobalCluster", Set.of("DELETE_GLOBAL_CLUSTER")),
            Map.entry("CopyDBClusterSnapshot", Set.of("COPY_SNAPSHOT")),
            Map.entry("PutParameter", Set.of("BIND_PARAMETER")),
            Map.entry(
                    "CreateDBClusterSnapshot",
                    Set.of("CREATE_DRILL_SNAPSHOT", "SNAPSHOT_CLUSTER", "SNAPSHOT_OLD_CLUSTER")),
            Map.entry("RestoreDBClusterFromSnapshot", Set.of("RESTORE_DRILL_CLUSTER")),
            Map.entry("DeleteDBCluster", Set.of("DELETE_DRILL_CLUSTER", "DELETE_OLD_CLUSTER")),
            Map.entry("DeleteDBClusterSnapshot", Set.of("DELETE_DRILL_SNAPSHOT")),
            Map.entry("DeleteVolume", Set.of("DELETE_DRILL_VOLUME")));

    /**
     * Each endpoint of a routing cluster takes the same request, and the second time it changes nothing: who hears
     * nothing from one asks the next, which is still the same act.
     */
    private static final String AT_ANY_ENDPOINT = "UpdateRoutingControlStates";

    private final Set<String> used = new HashSet<>();
    private final Set<Integer> turning = new HashSet<>();
    private final List<String> hashes = new ArrayList<>();

    @Override
    public String id() {
        return "S8";
    }

    @Override
    public String promise() {
        return "every change has its own earlier intent in a gap-free, append-only journal";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (effect.mutated()) {
            return isAnotherEndpoint(effect) ? Optional.empty() : unannounced(effect, truth);
        }
        boolean wrote = effect.call().service().equals("dynamodb") && effect.kind() != Effect.Kind.READ;
        return wrote ? rewritten(truth.journal().entries()) : Optional.empty();
    }

    private Optional<String> unannounced(Effect effect, Truth truth) {
        long epoch = effect.invocation().map(Invocation::epoch).orElse(0L);
        Optional<JournalView.Entry> intent = truth.journal().intents(epoch).stream()
                .filter(open -> ACTS.getOrDefault(effect.call().operation(), Set.of(open.text("act")))
                        .contains(open.text("act")))
                .filter(open -> !used.contains(open.key()))
                .findFirst();
        intent.ifPresent(found -> used.add(found.key()));
        return intent.isPresent()
                ? Optional.empty()
                : Optional.of(effect + " took effect without an intent of its own in epoch " + epoch);
    }

    /** Whether one and the same invocation turns the controls once more; it has one permit, for one request. */
    private boolean isAnotherEndpoint(Effect effect) {
        return effect.is(AT_ANY_ENDPOINT)
                && effect.invocation().filter(who -> !turning.add(who.number())).isPresent();
    }

    private Optional<String> rewritten(List<JournalView.Entry> entries) {
        for (int i = 0; i < hashes.size(); i++) {
            if (i >= entries.size() || !entries.get(i).hash().equals(hashes.get(i))) {
                return Optional.of("entry " + (i + 1) + " of the journal was changed or removed after it was written");
            }
        }
        for (int i = hashes.size(); i < entries.size(); i++) {
            Optional<String> gap = gap(entries, i);
            if (gap.isPresent()) {
                return gap;
            }
            hashes.add(entries.get(i).hash());
        }
        return Optional.empty();
    }

    private static Optional<String> gap(List<JournalView.Entry> entries, int i) {
        JournalView.Entry entry = entries.get(i);
        boolean first = i == 0 || entries.get(i - 1).epoch() != entry.epoch();
        long wanted = first ? 1 : entries.get(i - 1).sequence() + 1;
        if (entry.sequence() != wanted) {
            return Optional.of("entry " + entry.key() + " follows a gap: sequence " + wanted + " is missing");
        }
        boolean chained = i == 0 || entry.previous().equals(entries.get(i - 1).hash());
        return chained
                ? Optional.empty()
                : Optional.of("entry " + entry.key() + " does not carry the hash of the entry before it");
    }
}

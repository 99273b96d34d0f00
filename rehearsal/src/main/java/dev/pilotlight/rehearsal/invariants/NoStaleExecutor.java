package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.List;
import java.util.Optional;

/**
 * S2: once a later epoch is acquired, an executor of an earlier one causes no effect. AWS does not check our epoch, so
 * what was permitted before a takeover may still land while the taker waits it out, which is before the later epoch.
 */
final class NoStaleExecutor implements Invariant {
    @Override
    public String id() {
        return "S2";
    }

    @Override
    public String promise() {
        return "who has lost the lease changes nothing";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated() || effect.invocation().isEmpty()) {
            return Optional.empty();
        }
        Invocation who = effect.invocation().get();
        boolean holds = truth.journal()
                .lease(truth.plan().plan().value())
                .filter(lease -> lease.isHeldBy(who.epoch(), who.execution()))
                .isPresent();
        return holds || permittedBeforeTakeover(who, truth.journal())
                ? Optional.empty()
                : Optional.of(effect + " of " + who.execution() + " took effect in epoch " + who.epoch()
                        + ", but the lease is "
                        + truth.journal().lease(truth.plan().plan().value()));
    }

    private static boolean permittedBeforeTakeover(Invocation who, JournalView journal) {
        List<JournalView.Entry> entries = journal.entries(who.epoch());
        boolean later = journal.entries().stream().anyMatch(entry -> entry.epoch() > who.epoch());
        return !later
                && entries.stream()
                        .filter(entry -> entry.is("adopted"))
                        .findFirst()
                        .filter(adoption -> journal.openIntents(who.epoch()).stream()
                                .anyMatch(intent -> intent.by().equals(who.execution())
                                        && intent.epoch() == who.epoch()
                                        && intent.sequence() < adoption.sequence()))
                        .isPresent();
    }
}

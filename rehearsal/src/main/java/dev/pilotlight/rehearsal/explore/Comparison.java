package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.rehearsal.truth.HomeTruth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a performance with faults must have in common with the one without. */
final class Comparison {
    /** How much later a failover may be done when the primary does not answer at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What changes the world in which the run ends. */
    private static final Set<Incident> WORLD = Set.of(Incident.HEAL, Incident.LOST, Incident.GIVEN_UP);

    private final Recording golden;
    private final Optional<String> failed;

    /** @param failed the Region that fails in this scenario; empty when none does */
    Comparison(Recording golden, Optional<String> failed) {
        this.golden = golden;
        this.failed = failed;
    }

    /** Everything in which a performance differs and may not. */
    List<Violation> with(Recording recording) {
        return Stream.of(remains(recording), waits(recording))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is left of a fault after it is gone and the run went on: nothing may be. */
    private Optional<Violation> remains(Recording recording) {
        boolean otherWorld = recording.seed().faults().stream().anyMatch(Comparison::changesTheWorld);
        if (otherWorld || recording.leftToAPerson() || isAsWithout(recording.afterwards())) {
            return Optional.empty();
        }
        List<String> different = recording.afterwards().stream()
                .filter(line -> !golden.afterwards().contains(line))
                .toList();
        return violation(
                "GOLDEN",
                recording,
                "after the faults were gone the application is not what it is without them: " + different);
    }

    /** Line by line; where a snapshot was not kept, a person who was told how to keep it is as good. */
    private boolean isAsWithout(List<String> application) {
        return application.equals(golden.afterwards())
                || application.equals(golden.afterwards().stream()
                        .map(line -> line.replace(HomeTruth.KEPT, HomeTruth.TOLD))
                        .toList());
    }

    /** S9: a primary that hangs changes nothing and delays nothing. */
    private Optional<Violation> waits(Recording recording) {
        boolean hangs = failed.isPresent()
                && !recording.seed().faults().isEmpty()
                && recording.seed().faults().stream().allMatch(this::isSilenceOfThePrimary);
        if (!hangs || golden.took().isEmpty()) {
            return Optional.empty();
        }
        Duration limit = golden.took().get().plus(PATIENCE);
        if (recording.took().isEmpty()) {
            return violation(
                    "S9",
                    recording,
                    "the primary hung, and the run ended as "
                            + recording.ending().verdict() + ": "
                            + recording.ending().why());
        }
        return recording.took().get().compareTo(limit) > 0
                ? violation(
                        "S9",
                        recording,
                        "the primary hung, and the work was done after "
                                + recording.took().get() + " instead of "
                                + golden.took().get())
                : Optional.empty();
    }

    private boolean isSilenceOfThePrimary(Fault fault) {
        return switch (fault) {
            case Fault.AtCall at -> at.incident() == Incident.PRIMARY_DARK;
            case Fault.OnCall on -> on.kind() == CallFault.HANG && goesToThePrimary(on.call());
            case Fault.Twice _, Fault.Shortage _, Fault.Skew _ -> false;
        };
    }

    private boolean goesToThePrimary(int call) {
        return golden.exchanges().stream()
                .anyMatch(exchange -> exchange.index() == call
                        && failed.filter(exchange.call().region()::equals).isPresent());
    }

    private static Optional<Violation> violation(String invariant, Recording recording, String what) {
        return Optional.of(new Violation(invariant, 0, recording.began(), what));
    }

    private static boolean changesTheWorld(Fault fault) {
        return switch (fault) {
            case Fault.AtCall at -> WORLD.contains(at.incident());
            case Fault.Shortage _ -> true;
            case Fault.OnCall _, Fault.Twice _, Fault.Skew _ -> false;
        };
    }
}

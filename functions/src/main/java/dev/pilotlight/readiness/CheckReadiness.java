package dev.pilotlight.readiness;

import dev.pilotlight.aws.Redaction;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the checks of one area. A check that fails says nothing about the world: its answer is unknown (S13). */
final class CheckReadiness {
    private final List<Check> checks;

    CheckReadiness(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    List<Result> look(Plan plan, Instant now) {
        return checks.stream().map(check -> look(check, plan, now)).toList();
    }

    private static Result look(Check check, Plan plan, Instant now) {
        try {
            return Result.of(check.topic(), check.look(plan, now));
        } catch (RuntimeException failure) {
            return Result.of(
                    check.topic(),
                    new Finding.Unknown(
                            failure.getClass().getSimpleName() + ": " + text(failure.getMessage()),
                            "see whether AWS answers at all, and whether the function CheckReadiness may ask this"));
        }
    }

    private static String text(@Nullable String message) {
        return Redaction.redact(String.valueOf(message));
    }
}

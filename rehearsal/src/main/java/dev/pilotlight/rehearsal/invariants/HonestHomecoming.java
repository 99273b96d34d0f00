package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.rehearsal.truth.Truth;
import java.time.Duration;
import java.util.Optional;

/** L1 on the way home: every run ends in time as one of the four ends, and what it says is true. */
final class HonestHomecoming extends HonestRun {
    @Override
    Optional<String> lie(Ending ending, Truth truth) {
        if (ending.succeeded()) {
            return truth.plan().databases().stream()
                    .filter(database ->
                            !isHome(database, truth) || truth.writers(database).size() > 1)
                    .findFirst()
                    .map(database ->
                            "the run succeeded, but " + database.name() + " takes writes in " + truth.writers(database))
                    .or(() -> truth.hasSwitch() && !truth.home().isServed()
                            ? Optional.of("the run succeeded, but visitors were not led home")
                            : Optional.empty());
        }
        return ending.stoppedSafely() ? leftover(ending, truth) : Optional.empty();
    }

    /** Who has come home has done so, even if the Region is lost again before the record is closed. */
    private static boolean isHome(Database database, Truth truth) {
        return truth.home().isLostFor(Duration.ZERO)
                ? truth.home().isWriter(database)
                : truth.home().writes(database);
    }

    private static Optional<String> leftover(Ending ending, Truth truth) {
        String end = "the run ended as " + ending.verdict();
        if (!truth.promotions().isEmpty()) {
            return Optional.of(end + " after a switchover");
        }
        if (truth.home().isServed()) {
            return Optional.of(end + ", but visitors were led home");
        }
        Optional<String> launched = truth.home().tiers().stream()
                .filter(tier -> !truth.home().instances(tier).isEmpty())
                .findFirst()
                .map(tier -> end + ", but instances of tier " + tier.name() + " are left at home");
        if (launched.isPresent()) {
            return launched;
        }
        return truth.journal().openIntents(truth.epoch()).stream()
                .findFirst()
                .map(intent -> end + ", but an intent is not settled: " + intent.body());
    }
}

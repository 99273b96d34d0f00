package dev.pilotlight.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BreakglassTest {
    private static final List<String> OURS = List.of("lambda", "dynamodb", "start-execution");

    private final Plan plan = ShopPlan.plan();

    @Test
    void theSheetOfTheExampleIsTheOneThatPeopleHaveRead() throws IOException {
        assertThat(Breakglass.sheet(plan)).isEqualTo(golden());
    }

    @Test
    void noCommandNeedsAnythingOfOurs() {
        assertThat(commands()).isNotEmpty().noneMatch(command -> OURS.stream().anyMatch(command::contains));
    }

    @Test
    void everyCommandOfAwsNamesTheRecoveryRegionAndNeverThePrimary() {
        assertThat(commands())
                .filteredOn(command -> command.startsWith("aws "))
                .allMatch(command ->
                        command.contains("--region " + plan.regions().recovery().value()))
                .noneMatch(command ->
                        command.contains("--region " + plan.regions().primary().value()));
    }

    @Test
    void theVisitorsComeLastAndTheDatabaseFirst() {
        String sheet = Breakglass.sheet(plan);

        assertThat(sheet)
                .containsSubsequence("Promote the database", "Launch the tier", "Check the site", "Move the visitors");
    }

    @Test
    void everyStepSaysHowToSeeThatItWorked() {
        for (String step : Breakglass.sheet(plan).split("\n\n", -1)) {
            if (step.contains("\naws ") || step.contains("\ncurl ") || step.contains("\nprintf ")) {
                assertThat(step).contains("#   expect: ");
            }
        }
    }

    private List<String> commands() {
        return Breakglass.sheet(plan)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String golden() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(BreakglassTest.class.getResourceAsStream("/breakglass/shop.txt"))) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.pilotlight.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillResultTest {
    private static final DrillResult.State LAUNCH =
            new DrillResult.State("drill-1", "Launch the tier", Duration.ofSeconds(3));

    private static ObjectNode judgement(boolean within) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("passed", true)
                .put("withinObjective", within)
                .put("bootSeconds", 130)
                .put("expectedSeconds", 201)
                .put("objectiveSeconds", within ? 900 : 180);
    }

    private static DrillResult passed(boolean within, List<String> left) {
        return new DrillResult("SUCCEEDED", "", judgement(within), List.of(LAUNCH), 18, left);
    }

    @Test
    void aDrillThatPassedWithinTheObjectiveAndLeftNothingIsGood() {
        DrillResult result = passed(true, List.of());

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .anyMatch(line -> line.contains("Launch the tier"))
                .anyMatch(line -> line.contains("the objective is 900 s: within it"))
                .anyMatch(line -> line.startsWith("Nothing is left"));
        assertThat(result.json().path("drill").path("bootSeconds").asInt()).isEqualTo(130);
    }

    @Test
    void aMissedObjectiveIsNotGood() {
        DrillResult result = passed(false, List.of());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines()).anyMatch(line -> line.contains("the objective is 180 s: MISSED"));
    }

    @Test
    void whatIsLeftIsSaidWhateverElseWentWell() {
        DrillResult result = passed(true, List.of("volume vol-1"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines()).contains("LEFT BEHIND: [volume vol-1]");
    }

    @Test
    void aDrillThatWasRefusedBeforeTheLaunchIsToldFromOneThatFailed() {
        DrillResult refused =
                new DrillResult("SAFE_ABORTED", "it leads out", MissingNode.getInstance(), List.of(), 18, List.of());
        DrillResult failed =
                new DrillResult("SAFE_ABORTED", "no answer", MissingNode.getInstance(), List.of(LAUNCH), 18, List.of());

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(failed.exitCode()).isEqualTo(1);
    }
}

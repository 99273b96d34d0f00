package dev.pilotlight.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CheckReadinessTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private record Scripted(Topic topic, Supplier<Finding> finding) implements Check {
        @Override
        public Finding look(Plan plan, Instant now) {
            return finding.get();
        }
    }

    @Test
    void aCheckThatFailsIsUnknownAndTheOthersAreAskedAllTheSame() {
        Check denied = new Scripted(Topic.SUBNETS, () -> {
            throw new BrokenConfigurationException("not authorized");
        });
        Check well = new Scripted(Topic.SECURITY_GROUPS, () -> new Finding.Ready("there"));
        List<Result> results = new CheckReadiness(List.of(denied, well)).look(ShopPlan.plan(), NOW);

        assertThat(results).extracting(Result::status).containsExactly(Status.UNKNOWN, Status.READY);
        assertThat(results.getFirst().evidence()).contains("not authorized");
        assertThat(results.getFirst().remedy()).isNotBlank();
    }

    @Test
    void resultsSurviveTheStateMachine() {
        Result result = Result.of(Topic.DNS_TTL, new Finding.NotReady("300 s", "set it to 60 s"));
        assertThat(Result.read(result.json())).contains(result);
    }
}

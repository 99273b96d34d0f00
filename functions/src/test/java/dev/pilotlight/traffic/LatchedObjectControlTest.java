package dev.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.TrafficSwitch.LatchedObject;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.traffic.TrafficControl.Position;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatchedObjectControlTest {
    private final LatchedObject object =
            new LatchedObject("shop-switch-west", "primary-is-serving", Duration.ofSeconds(10));

    private Position position(int status, String body) {
        return control(new ScriptedHttp(_ -> new Answer(status, Map.of(), body)))
                .position();
    }

    private LatchedObjectControl control(ScriptedHttp http) {
        return new LatchedObjectControl(http.clients().s3(), object);
    }

    @Test
    void theWordInTheObjectIsThePosition() {
        assertThat(position(200, "yes")).isEqualTo(Position.PRIMARY);
        assertThat(position(200, "no\n")).isEqualTo(Position.RECOVERY);
        assertThat(position(200, "perhaps")).isEqualTo(Position.UNKNOWN);
    }

    @Test
    void anObjectThatIsGoneSaysNothing() {
        assertThat(position(404, "<Error><Code>NoSuchKey</Code><Message>m</Message></Error>"))
                .isEqualTo(Position.UNKNOWN);
    }

    @Test
    void aReadThatIsDeniedIsAMisconfiguration() {
        assertThatThrownBy(() -> position(403, "<Error><Code>AccessDenied</Code><Message>m</Message></Error>"))
                .isInstanceOf(BrokenConfigurationException.class);
    }

    @Test
    void movingItIsOneWriteOfTheWordNo() {
        OpenRun run = OpenRun.of(ShopPlan.plan());
        ScriptedHttp http = new ScriptedHttp(_ -> new Answer(200, Map.of(), ""));
        LatchedObjectControl control = control(http);
        control.shiftToRecovery(run.permit(new Act(Act.Kind.SHIFT_TRAFFIC, control.name(), "to recovery")));
        assertThat(http.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("PUT");
            assertThat(asked.host() + asked.path()).contains("shop-switch-west").endsWith("/primary-is-serving");
            assertThat(asked.body()).contains("no");
        });
    }
}

package dev.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.step.BrokenConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "PILOT_LIGHT_ACCOUNT", "111111111111",
            "AWS_REGION", "us-west-2",
            "PILOT_LIGHT_TABLE", "pilot-light",
            "PILOT_LIGHT_BUCKET", "pilot-light-plans",
            "PILOT_LIGHT_TOPIC", "arn:aws:sns:us-west-2:111111111111:pilotlight",
            "PILOT_LIGHT_FAILOVER_MACHINE", "arn:aws:states:us-west-2:111111111111:stateMachine:failover");

    @Test
    void theEnvironmentThatTheTemplateWritesIsRead() {
        assertThat(Settings.from(COMPLETE)).isEqualTo(TestSurroundings.settings());
    }

    @Test
    void everythingThatIsMissingOrMalformedIsNamedAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of("AWS_REGION", "west", "PILOT_LIGHT_TABLE", "pilot-light")))
                .isInstanceOf(BrokenConfigurationException.class)
                .hasMessageContainingAll(
                        "PILOT_LIGHT_ACCOUNT is not set",
                        "AWS_REGION: a text of 4 characters is not a Region",
                        "PILOT_LIGHT_BUCKET is not set",
                        "PILOT_LIGHT_TOPIC is not set");
    }

    @Test
    void aMachineThatNobodyNamedIsAProblemOfTheDeployment() {
        assertThatThrownBy(() -> TestSurroundings.settings().stateMachine("drill"))
                .isInstanceOf(BrokenConfigurationException.class)
                .hasMessageContaining("'drill'");
    }
}

package dev.pilotlight.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableThrottledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ec2DryRunsTest {
    private final Plan plan = ShopPlan.plan();
    private final InstanceTier tier = (InstanceTier) plan.tiers().getFirst();

    private static ScriptedHttp answering(int status, String code) {
        return new ScriptedHttp(_ -> Answer.xml(
                status,
                "<Response><Errors><Error><Code>" + code
                        + "</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>"));
    }

    private void launch(ScriptedHttp http) {
        new Ec2DryRuns(http.clients().ec2(new RegionName("us-west-2")))
                .launch(plan.plan(), tier, new ImageId("ami-0000000000000000f"));
    }

    @Test
    void everyRequestIsADryRun() {
        ScriptedHttp http = answering(412, "DryRunOperation");
        launch(http);
        assertThat(http.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("Action=RunInstances", "DryRun=true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DryRunOperation", "InsufficientInstanceCapacity", "Unsupported", "InvalidSubnetID.NotFound"})
    void whatIsJudgedIsAllowed(String code) {
        assertThatCode(() -> launch(answering(400, code))).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotAllowedOrNotAnsweredIsNot() {
        assertThatThrownBy(() -> launch(answering(403, "UnauthorizedOperation")))
                .isInstanceOf(BrokenConfigurationException.class);
        assertThatThrownBy(() -> launch(answering(503, "RequestLimitExceeded")))
                .isInstanceOf(RetryableThrottledException.class);
    }
}

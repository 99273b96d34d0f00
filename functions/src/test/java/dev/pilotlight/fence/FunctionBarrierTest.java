package dev.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.FunctionArn;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owners' function behind the real SDK, whose network a test scripts. */
class FunctionBarrierTest {
    private static final FunctionArn FUNCTION = new FunctionArn("arn:aws:lambda:eu-west-1:111111111111:function:fence");

    private final OpenRun run = OpenRun.of(ShopPlan.plan()).decided();
    private Answer answer = Answer.json(200, "{\"fence\":\"confirmed\",\"why\":\"the cable is out\"}");
    private final ScriptedHttp http = new ScriptedHttp(_ -> answer);
    private final FunctionBarrier barrier =
            new FunctionBarrier(new LambdaFenceFunction(http.clients()), FUNCTION, run.plan(), run.run());

    private Standing raise() {
        return barrier.raise(Deeds.of(run.lease()));
    }

    private Optional<String> lower() {
        return barrier.lower(Deeds.of(run.lease()), run.now());
    }

    @Test
    void whatItSaysIsBelievedAsGiven() {
        assertThat(raise()).isInstanceOf(Standing.Closed.class);
        answer = Answer.json(200, "{\"fence\":\"partial\"}");
        assertThat(raise()).isInstanceOf(Standing.Leaky.class);
        answer = Answer.json(200, "{\"fence\":\"pending\"}");
        assertThat(raise()).isInstanceOf(Standing.UnderWay.class);
        answer = Answer.json(200, "{\"fence\":\"refused\",\"why\":\"no\"}");
        assertThat(raise()).isEqualTo(new Standing.Refused("the function says refused: no"));
    }

    @Test
    void itIsToldWhatToDoInItsOwnRegion() {
        raise();

        assertThat(http.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.host()).isEqualTo("lambda.eu-west-1.amazonaws.com");
            assertThat(asked.body())
                    .isEqualTo(
                            "{\"command\":\"fence\",\"databases\":[\"arn:aws:rds:us-east-1:111111111111:cluster:shop-east\"],"
                                    + "\"epoch\":1,\"plan\":\"shop\",\"region\":\"us-east-1\"}");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "[]",
                "{}",
                "{\"fence\":\"Confirmed\"}",
                "{\"fence\":true}",
                "{\"fence\":\"confirmed\",\"why\":1}"
            })
    void whatIsNoAnswerConfirmsNothing(String text) {
        answer = Answer.json(200, text);

        assertThat(raise()).isInstanceOf(Standing.Refused.class);
    }

    @Test
    void aFunctionThatFailsConfirmsNothing() {
        answer = new Answer(200, Map.of("X-Amz-Function-Error", "Unhandled"), "{\"fence\":\"confirmed\"}");

        assertThat(raise()).isInstanceOf(Standing.Refused.class);
    }

    @Test
    void aFunctionThatIsNotThereIsSeenBefore() {
        answer = new Answer(404, Map.of("x-amzn-errortype", "ResourceNotFoundException"), "{\"Message\":\"none\"}");

        assertThat(barrier.obstacle().orElseThrow()).contains("does not exist");
        assertThat(catchThrowable(this::raise)).isInstanceOf(BrokenConfigurationException.class);
    }

    @Test
    void aFenceOfWhichNobodyKnowsIsLiftedAsWell() {
        answer = Answer.json(503, "{}");
        assertThat(catchThrowable(this::raise)).isInstanceOf(PrimarySilentException.class);
        answer = Answer.json(200, "{\"fence\":\"pending\",\"why\":\"a moment\"}");
        assertThat(lower().orElseThrow()).contains("a moment");
        answer = Answer.json(200, "{\"fence\":\"lifted\"}");

        assertThat(lower()).isEmpty();
        assertThat(lower()).isEmpty();
        assertThat(run.deeds(Act.Kind.CALL_FENCE_FUNCTION)).hasSize(1).noneMatch(Deed::open);
        assertThat(run.deeds(Act.Kind.LIFT_FENCE_FUNCTION)).hasSize(2).noneMatch(Deed::open);
    }

    @Test
    void aFunctionThatWasNeverToldToFenceIsNotToldToLift() {
        assertThat(lower()).isEmpty();
        assertThat(http.asked()).isEmpty();
    }
}

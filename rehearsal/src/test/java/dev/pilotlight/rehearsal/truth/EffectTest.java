package dev.pilotlight.rehearsal.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means for the invariants. */
class EffectTest {
    private static Effect launch(int status, String body) {
        HttpRequest request = new HttpRequest("POST", "ec2.us-west-2.amazonaws.com", "/", "", Map.of(), new byte[0]);
        return new Effect(
                1,
                Instant.EPOCH,
                Optional.empty(),
                new Call(1, "ec2", "us-west-2", "nobody", "RunInstances", request),
                HttpResponse.of(status, "text/xml", body));
    }

    private static String refusal(String code) {
        return "<Response><Errors><Error><Code>" + code
                + "</Code><Message>Insufficient patience</Message></Error></Errors></Response>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"InsufficientInstanceCapacity", "InstanceLimitExceeded", "VcpuLimitExceeded"})
    void whereNoMoreInstancesFitOrAreAllowedThereIsNoRoom(String code) {
        assertThat(launch(400, refusal(code)).lacksRoom()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"503, RequestLimitExceeded", "400, ResourceLimitExceeded", "403, UnauthorizedOperation"})
    void whoWasThrottledOrRefusedForAnythingElseHasToLaunchAllTheSame(int status, String code) {
        assertThat(launch(status, refusal(code)).lacksRoom()).isFalse();
    }

    @Test
    void anAnswerThatGrantsTheInstancesIsNoShortageWhateverItSays() {
        assertThat(launch(200, refusal("InsufficientInstanceCapacity")).lacksRoom())
                .isFalse();
    }
}

package dev.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableThrottledException;
import dev.pilotlight.step.RetryableUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsErrorsTest {
    @ParameterizedTest
    @CsvSource({"503,RequestLimitExceeded", "400,ThrottlingException", "400,Throttling", "503,SlowDown", "429,Anything"
    })
    void throttlingIsTriedAgainLater(int status, String code) {
        assertThat(translated(status, code)).isInstanceOf(RetryableThrottledException.class);
    }

    @ParameterizedTest
    @CsvSource({"500,InternalError", "503,ServiceUnavailable", "502,BadGateway"})
    void serverErrorsMayHaveHadTheirEffect(int status, String code) {
        assertThat(translated(status, code)).isInstanceOf(RetryableUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({"403,AccessDenied", "403,UnauthorizedOperation", "400,ValidationException", "400,InvalidParameterValue"
    })
    void whatAwsDoesNotAcceptIsNeverRetried(int status, String code) {
        assertThat(translated(status, code)).isInstanceOf(BrokenConfigurationException.class);
    }

    @Test
    void conflictsAreTriedAgain() {
        assertThat(translated(400, "TransactionConflictException")).isInstanceOf(RetryableConflictException.class);
    }

    @Test
    void aNetworkThatFailsIsUnavailableAndAskedOnce() {
        ScriptedHttp http = ScriptedHttp.broken();

        SdkException failure = catchThrowableOfType(
                SdkException.class, () -> http.clients().sts().getCallerIdentity());

        assertThat(AwsErrors.translate(failure)).isInstanceOf(RetryableUnavailableException.class);
        assertThat(http.asked()).hasSize(1);
    }

    @Test
    void anythingElseBetweenUsAndAwsIsUnavailable() {
        assertThat(AwsErrors.translate(SdkClientException.create("cannot unmarshall")))
                .isInstanceOf(RetryableUnavailableException.class);
    }

    private static RuntimeException translated(int status, String code) {
        ScriptedHttp http = new ScriptedHttp(asked -> ScriptedHttp.Answer.xml(
                status, "<ErrorResponse><Error><Code>" + code + "</Code><Message>m</Message></Error></ErrorResponse>"));
        SdkException failure = catchThrowableOfType(
                SdkException.class, () -> http.clients().sts().getCallerIdentity());
        assertThat(http.asked()).as("the SDK retries nothing").hasSize(1);
        return AwsErrors.translate(failure);
    }
}

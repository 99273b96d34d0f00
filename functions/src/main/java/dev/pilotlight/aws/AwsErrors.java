package dev.pilotlight.aws;

import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableThrottledException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS's failures under the names that the state machine's retries know. */
public final class AwsErrors {
    private static final Set<String> CONFLICTS = Set.of(
            "TransactionConflictException",
            "TransactionInProgressException",
            "ConditionalRequestConflict",
            "OperationAborted",
            "ConflictException");
    private static final Set<String> THROTTLES = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
            "ProvisionedThroughputExceededException",
            "RequestThrottled",
            "SlowDown",
            "BandwidthLimitExceeded",
            "PriorRequestNotComplete");

    private AwsErrors() {}

    /**
     * The failure as one of the named ones. What a port's adapter expects, like a capacity error, it catches before.
     *
     * @return to be thrown: throttled, unavailable (server errors, timeouts, network), conflict, or broken
     *     configuration
     */
    public static RuntimeException translate(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            // Timeouts of a call or an attempt, and everything between us and the service.
            return new RetryableUnavailableException("no usable answer from AWS: " + message(failure), failure);
        }
        String code = code(answer);
        if (THROTTLES.contains(code) || answer.statusCode() == 429) {
            return new RetryableThrottledException(message(answer), answer);
        }
        if (CONFLICTS.contains(code)) {
            return new RetryableConflictException(message(answer), answer);
        }
        if (answer.statusCode() >= 500 || code.isEmpty()) {
            return new RetryableUnavailableException(message(answer), answer);
        }
        return new BrokenConfigurationException(message(answer) + "; check the function's policy and settings", answer);
    }

    /** AWS's own code of a failure, like {@code AccessDenied}; empty when the answer had none. */
    public static String code(AwsServiceException failure) {
        if (failure.awsErrorDetails() == null || failure.awsErrorDetails().errorCode() == null) {
            return "";
        }
        return failure.awsErrorDetails().errorCode();
    }

    private static String message(SdkException failure) {
        return Redaction.redact(String.valueOf(failure.getMessage()));
    }
}

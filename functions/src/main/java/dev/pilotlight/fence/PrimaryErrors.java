package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.step.RetryableUnavailableException;

/** Failures of the AWS services that a fence calls. */
public final class PrimaryErrors {
    private PrimaryErrors() {}

    /**
     * A translated failure, with no answer named as what it is here.
     *
     * @param failure as {@link AwsErrors#translate} has named it
     */
    public static RuntimeException named(RuntimeException failure) {
        return failure instanceof RetryableUnavailableException
                ? new PrimarySilentException(String.valueOf(failure.getMessage()), failure)
                : failure;
    }
}

package dev.pilotlight.journal;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.AccountId;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** The identity that the Security Token Service of the recovery Region sees. */
public final class AwsIdentity implements Identity {
    private final StsClient sts;

    public AwsIdentity(StsClient sts) {
        this.sts = sts;
    }

    @Override
    public AccountId account() {
        try {
            return new AccountId(sts.getCallerIdentity().account());
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}

package dev.pilotlight.report;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.aws.Redaction;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/** Notices on an SNS topic of the recovery Region. */
public final class SnsNotices implements Notices {
    /** SNS takes no longer subject. */
    private static final int SUBJECT_LIMIT = 100;

    private final SnsClient sns;

    public SnsNotices(SnsClient sns) {
        this.sns = sns;
    }

    @Override
    public void publish(String topic, Notice notice) {
        String subject = Redaction.redact(notice.subject());
        try {
            sns.publish(publish -> publish.topicArn(topic)
                    .subject(subject.length() <= SUBJECT_LIMIT ? subject : subject.substring(0, SUBJECT_LIMIT))
                    .message(Redaction.redact(notice.message())));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}

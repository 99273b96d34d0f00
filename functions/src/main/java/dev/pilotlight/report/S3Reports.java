package dev.pilotlight.report;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.plan.CanonicalJson;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Reports as objects of the deployment's bucket in the recovery Region. */
public final class S3Reports implements Reports {
    private final S3Client s3;
    private final String bucket;

    public S3Reports(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void store(Report report) {
        String json = CanonicalJson.write(Redaction.redact(report.json()));
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(report.key()).contentType("application/json"),
                    RequestBody.fromString(json));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}

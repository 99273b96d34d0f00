package dev.pilotlight.breakglass;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.Plan;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Sheets as the objects {@code breakglass/<plan>.txt} of the bucket of plans; they are bookkeeping and take no permit.
 */
public final class S3BreakglassSheets implements BreakglassSheets {
    private final S3Client s3;
    private final String bucket;

    public S3BreakglassSheets(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public String store(Plan plan) {
        String key = "breakglass/" + plan.plan() + ".txt";
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType("text/plain")
                .build();
        try {
            s3.putObject(request, RequestBody.fromString(Breakglass.sheet(plan)));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return "s3://" + bucket + "/" + key;
    }
}

package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.BrokenConfigurationException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Drills as the object {@code drills/<plan>.json} of the bucket of plans, which each drill replaces. */
final class S3Drills implements Drills {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    private final S3Client s3;
    private final String bucket;

    S3Drills(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<Drill> newest(PlanName plan) {
        String key = "drills/" + plan + ".json";
        try {
            JsonNode report = READER.readTree(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
            return Optional.of(new Drill(
                    Instant.parse(report.path("endedAt").asText()),
                    report.path("verdict").asText().equals("SUCCEEDED"),
                    "s3://" + bucket + "/" + key));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        } catch (IOException | DateTimeException unreadable) {
            throw new BrokenConfigurationException(
                    "the report " + key + " of the last drill cannot be read; hold another drill", unreadable);
        }
    }
}

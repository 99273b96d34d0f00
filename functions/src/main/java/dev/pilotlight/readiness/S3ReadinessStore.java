package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.plan.CanonicalJson;
import dev.pilotlight.plan.PlanName;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reports as the objects {@code readiness/<plan>.json} of the bucket of plans. */
final class S3ReadinessStore implements ReadinessStore {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    private final S3Client s3;
    private final String bucket;

    S3ReadinessStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<ObjectNode> newest(PlanName plan) {
        try {
            JsonNode report = READER.readTree(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key(plan)))
                            .asByteArray());
            return report instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        } catch (IOException unreadable) {
            // The next report replaces it.
            return Optional.empty();
        }
    }

    @Override
    public void store(PlanName plan, ObjectNode report) {
        String json = CanonicalJson.write(Redaction.redact(report));
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(key(plan)).contentType("application/json"),
                    RequestBody.fromString(json));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static String key(PlanName plan) {
        return "readiness/" + plan + ".json";
    }
}

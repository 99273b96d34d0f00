package dev.pilotlight.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Plans as the objects {@code plans/<name>.json} of a versioned bucket in the recovery Region. */
public final class S3Plans implements Plans {
    private static final String PREFIX = "plans/";
    private static final String SUFFIX = ".json";

    /** Far more than a plan needs, and less than the state machine can pass on. */
    private static final int LIMIT = 128 * 1024;

    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    private final S3Client s3;
    private final String bucket;

    public S3Plans(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public List<PlanName> names() {
        TreeSet<PlanName> names = new TreeSet<>();
        try {
            for (ListObjectsV2Response page :
                    s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX))) {
                page.contents().stream()
                        .map(S3Object::key)
                        .map(S3Plans::name)
                        .flatMap(Optional::stream)
                        .forEach(names::add);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return List.copyOf(names);
    }

    @Override
    public Optional<Stored> newest(PlanName plan) {
        return get(plan, null);
    }

    @Override
    public Optional<Stored> version(PlanName plan, String version) {
        return get(plan, version);
    }

    private Optional<Stored> get(PlanName plan, @Nullable String version) {
        String key = PREFIX + plan + SUFFIX;
        try (ResponseInputStream<GetObjectResponse> object =
                s3.getObject(get -> get.bucket(bucket).key(key).versionId(version))) {
            byte[] bytes = object.readNBytes(LIMIT + 1);
            String found = object.response().versionId();
            if (found == null || found.equals("null")) {
                throw new BrokenConfigurationException(
                        "the bucket " + bucket
                                + " keeps no versions; deploy template.yaml again, which turns them on, and store the plan anew");
            }
            return Optional.of(new Stored(found, bytes.length > LIMIT ? MissingNode.getInstance() : json(bytes)));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        } catch (IOException broken) {
            throw new RetryableUnavailableException("the plan's object broke off while it was read", broken);
        }
    }

    /** What is not JSON is nothing, which the plan's reader then reports. */
    private static JsonNode json(byte[] bytes) throws IOException {
        try {
            return READER.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<PlanName> name(String key) {
        try {
            return key.endsWith(SUFFIX)
                    ? Optional.of(new PlanName(key.substring(PREFIX.length(), key.length() - SUFFIX.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException somethingElse) {
            return Optional.empty();
        }
    }
}

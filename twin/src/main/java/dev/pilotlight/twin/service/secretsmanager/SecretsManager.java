package dev.pilotlight.twin.service.secretsmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Secrets Manager: texts with versions, and replicas that can be read and promoted, and not written. */
public final class SecretsManager extends JsonService {
    private static final int SHORTEST_TOKEN = 32;
    private static final int LONGEST_TOKEN = 64;

    private final Map<String, Secret> secrets = new TreeMap<>();

    public SecretsManager() {
        super("1.1", "");
        operation("DescribeSecret", Set.of("SecretId"), this::describe);
        operation("GetSecretValue", Set.of("SecretId"), this::get);
        operation("PutSecretValue", Set.of("SecretId", "ClientRequestToken", "SecretString"), this::put);
        operation("StopReplicationToReplica", Set.of("SecretId"), this::stopReplication);
    }

    /**
     * A secret of one Region.
     *
     * @param primaryRegion where it is written
     * @param versions what each request token wrote, the newest last
     */
    private record Secret(
            String name, String arn, String primaryRegion, Map<String, String> versions, Instant createdAt) {
        String value() {
            String newest = "";
            for (String value : versions.values()) {
                newest = value;
            }
            return newest;
        }

        String version() {
            String newest = "";
            for (String token : versions.keySet()) {
                newest = token;
            }
            return newest;
        }
    }

    @Override
    public String signingName() {
        return "secretsmanager";
    }

    /**
     * Puts a secret into a Region, as the world begins with it.
     *
     * @param primaryRegion another Region makes it a replica
     */
    public void seed(CallContext context, String name, String value, String primaryRegion) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put(context.requestId(), value);
        String arn = context.arn("secretsmanager", "secret:" + name + "-AbCdEf");
        secrets.put(key(context, name), new Secret(name, arn, primaryRegion, versions, context.now()));
    }

    /** A secret's value as it is now, for whoever checks the twin from outside. */
    public Optional<String> value(String region, String name) {
        return Optional.ofNullable(secrets.get(region + " " + name)).map(Secret::value);
    }

    private ObjectNode describe(JsonParameters input, CallContext context) {
        Secret secret = find(input, context);
        ObjectNode answer = named(secret);
        // A secret that is replicated nowhere has no primary Region.
        if (!secret.primaryRegion().equals(context.region())) {
            answer.put("PrimaryRegion", secret.primaryRegion());
        }
        ObjectNode stages = answer.putObject("VersionIdsToStages");
        secret.versions()
                .keySet()
                .forEach(version ->
                        stages.putArray(version).add(version.equals(secret.version()) ? "AWSCURRENT" : "AWSPREVIOUS"));
        return answer.putPOJO("CreatedDate", secret.createdAt());
    }

    private ObjectNode get(JsonParameters input, CallContext context) {
        Secret secret = find(input, context);
        return named(secret).put("VersionId", secret.version()).put("SecretString", secret.value());
    }

    private ObjectNode put(JsonParameters input, CallContext context) {
        Secret secret = find(input, context);
        String token = input.required("ClientRequestToken");
        String value = input.required("SecretString");
        if (token.length() < SHORTEST_TOKEN || token.length() > LONGEST_TOKEN) {
            throw AwsError.badRequest(
                    "InvalidParameterException", "ClientRequestToken must have between 32 and 64 characters.");
        }
        if (!secret.primaryRegion().equals(context.region())) {
            throw invalid("You can't perform this operation on a replica secret.");
        }
        String before = secret.versions().get(token);
        if (before != null && !before.equals(value)) {
            throw AwsError.badRequest(
                    "ResourceExistsException", "A version with this token exists, and its value is different.");
        }
        secret.versions().putIfAbsent(token, value);
        return named(secret).put("VersionId", token);
    }

    private ObjectNode stopReplication(JsonParameters input, CallContext context) {
        Secret secret = find(input, context);
        if (secret.primaryRegion().equals(context.region())) {
            throw invalid("You can't stop replication of a secret that is not a replica.");
        }
        secrets.put(
                key(context, secret.name()),
                new Secret(secret.name(), secret.arn(), context.region(), secret.versions(), secret.createdAt()));
        return object().put("ARN", secret.arn());
    }

    private Secret find(JsonParameters input, CallContext context) {
        String id = input.required("SecretId");
        return secrets.entrySet().stream()
                .filter(entry -> entry.getKey().equals(key(context, id))
                        || entry.getValue().arn().equals(id))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> AwsError.badRequest(
                        "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }

    private static ObjectNode named(Secret secret) {
        return object().put("ARN", secret.arn()).put("Name", secret.name());
    }

    private static String key(CallContext context, String name) {
        return context.region() + " " + name;
    }

    private static AwsError invalid(String why) {
        return AwsError.badRequest("InvalidRequestException", why);
    }
}

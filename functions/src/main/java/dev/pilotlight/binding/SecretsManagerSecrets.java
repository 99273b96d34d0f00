package dev.pilotlight.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.BrokenConfigurationException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets of AWS Secrets Manager. A replica cannot be written; the Region it lies in can make it a secret of its own,
 * without the Region of the original.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html">Promoting a replica
 *     secret</a>
 */
public final class SecretsManagerSecrets implements Secrets {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SecretsManagerClient secrets;
    private final RegionName own;

    public SecretsManagerSecrets(SecretsManagerClient secrets, RegionName own) {
        this.secrets = secrets;
        this.own = own;
    }

    @Override
    public boolean isReplica(String name) {
        String primary = describe(name).primaryRegion();
        return primary != null && !primary.equals(own.value());
    }

    @Override
    public boolean hasVersion(String name, String token) {
        return describe(name).versionIdsToStages().containsKey(token);
    }

    private DescribeSecretResponse describe(String name) {
        try {
            return secrets.describeSecret(describe -> describe.secretId(name));
        } catch (ResourceNotFoundException none) {
            throw missing(name, none);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public boolean holds(String name, String key, String value) {
        return read(name).path(key).asText().equals(value);
    }

    @Override
    public void promote(Permit permit, String name) {
        permit.spendOn(Act.Kind.PROMOTE_SECRET, name);
        try {
            secrets.stopReplicationToReplica(stop -> stop.secretId(name));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void write(Permit permit, String name, String key, String value) {
        ObjectNode content = read(name);
        // A port is a number in the secrets that Amazon RDS knows, and a text in others.
        if (content.path(key).isNumber()) {
            content.put(key, Integer.parseInt(value));
        } else {
            content.put(key, value);
        }
        permit.spendOn(Act.Kind.BIND_SECRET, name + "#" + key);
        try {
            secrets.putSecretValue(put ->
                    put.secretId(name).clientRequestToken(permit.act().token()).secretString(content.toString()));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private ObjectNode read(String name) {
        try {
            String text = secrets.getSecretValue(get -> get.secretId(name)).secretString();
            JsonNode content = text == null ? MAPPER.nullNode() : MAPPER.readTree(text);
            if (content instanceof ObjectNode object) {
                return object;
            }
            throw notAnObject(name);
        } catch (JsonProcessingException notJson) {
            // Its message would quote the secret.
            throw notAnObject(name);
        } catch (ResourceNotFoundException none) {
            throw missing(name, none);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static BrokenConfigurationException missing(String name, ResourceNotFoundException none) {
        return new BrokenConfigurationException(
                "there is no secret named " + name + " in the recovery Region; replicate it there", none);
    }

    private static BrokenConfigurationException notAnObject(String name) {
        return new BrokenConfigurationException("the secret " + name
                + " does not hold a JSON object; bind a key only of a secret that does, like {\"host\": ...}");
    }
}

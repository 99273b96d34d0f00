package dev.pilotlight.twin.service.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * AWS KMS, as far as somebody asks for the state of a key: nothing is encrypted here. Keys are found by their ids,
 * their ARNs, and the one that AWS keeps for EBS.
 */
public final class Kms extends JsonService {
    private static final String DEFAULT = "aws-ebs";

    private final Map<String, String> states = new TreeMap<>();

    public Kms() {
        super("1.1", "");
        operation("DescribeKey", Set.of("KeyId"), this::describe);
    }

    @Override
    public String signingName() {
        return "kms";
    }

    /**
     * Puts a key into a Region, or changes its state.
     *
     * @param state {@code Enabled}, {@code Disabled} or {@code PendingDeletion}
     */
    public void seed(String region, String id, String state) {
        states.put(region + " " + id, state);
    }

    private ObjectNode describe(JsonParameters input, CallContext context) {
        String asked = input.required("KeyId");
        String id = asked.contains(":key/") ? asked.substring(asked.indexOf(":key/") + 5) : asked;
        String state = states.getOrDefault(context.region() + " " + id, id.equals(DEFAULT) ? "Enabled" : "");
        if (state.isEmpty()) {
            throw AwsError.badRequest(
                    "NotFoundException", "Key '" + context.arn("kms", "key/" + id) + "' does not exist");
        }
        ObjectNode answer = object();
        answer.putObject("KeyMetadata")
                .put("KeyId", id)
                .put("Arn", context.arn("kms", "key/" + id))
                .put("Enabled", state.equals("Enabled"))
                .put("KeyState", state)
                .put("KeyManager", id.equals(DEFAULT) ? "AWS" : "CUSTOMER");
        return answer;
    }
}

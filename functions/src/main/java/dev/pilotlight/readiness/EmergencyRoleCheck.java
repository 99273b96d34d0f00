package dev.pilotlight.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.plan.Plan;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * There is a role that people can assume without their identity provider. IAM Identity Center lives in one Region; when
 * that is the one that fails, nobody signs in through it.
 *
 * @see <a href="https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access.html">Emergency access to
 *     AWS accounts</a>
 */
final class EmergencyRoleCheck implements Check {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();
    private static final String REMEDY =
            "create a role that users of IAM or a second provider in another Region can assume, and name it in EmergencyRole of template.yaml";

    private final AwsClients clients;
    private final Settings settings;

    EmergencyRoleCheck(AwsClients clients, Settings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    @Override
    public Topic topic() {
        return Topic.EMERGENCY_ROLE;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        String name = settings.upkeep().emergencyRole();
        if (name.isEmpty()) {
            return new Finding.NotReady("no emergency role is named", REMEDY);
        }
        try {
            Role role = clients.identities().getRole(get -> get.roleName(name)).role();
            if (role.path().startsWith("/aws-reserved/sso.amazonaws.com/")) {
                return new Finding.NotReady(
                        name + " is a role of IAM Identity Center, which lives in one Region", REMEDY);
            }
            return isAssumedByAccounts(role)
                    ? new Finding.Ready(name + " can be assumed without an identity provider")
                    : new Finding.NotReady(name + " can only be assumed through an identity provider", REMEDY);
        } catch (NoSuchEntityException none) {
            return new Finding.NotReady("the role " + name + " does not exist", REMEDY);
        }
    }

    private static boolean isAssumedByAccounts(Role role) {
        try {
            JsonNode trust =
                    READER.readTree(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
            return StreamSupport.stream(trust.path("Statement").spliterator(), false)
                    .anyMatch(statement -> statement.path("Effect").asText().equals("Allow")
                            && statement.path("Principal").has("AWS"));
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }
}

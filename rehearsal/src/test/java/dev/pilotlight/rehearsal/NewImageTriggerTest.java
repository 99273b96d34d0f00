package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What trigger/images.yaml forwards from the primary Region is what template.yaml listens to in the recovery Region.
 */
class NewImageTriggerTest {
    private static final Path ROOT = Repository.around(Path.of("")).root();
    private static final JsonNode EAR =
            PlanFile.read(ROOT.resolve("trigger/images.yaml")).path("Resources");

    private static JsonNode forwarded() {
        return EAR.path("ForwardNewImages").path("Properties");
    }

    /** Whether an event has, for each field of a pattern, one of the values that the pattern lists. */
    private static boolean matches(JsonNode pattern, JsonNode event) {
        return pattern.properties().stream().allMatch(field -> {
            JsonNode value = event.path(field.getKey());
            return field.getValue().isArray()
                    ? field.getValue().valueStream().anyMatch(value::equals)
                    : matches(field.getValue(), value);
        });
    }

    @Test
    void theEventOfAnAvailableImageIsForwardedAndNoOther() {
        JsonNode event = PlanFile.read(ROOT.resolve("events/image-available.json"));

        assertThat(matches(forwarded().path("EventPattern"), event)).isTrue();
        JsonNode pending = event.deepCopy();
        ((ObjectNode) pending.path("detail")).put("State", "pending");
        assertThat(matches(forwarded().path("EventPattern"), pending)).isFalse();
    }

    @Test
    void whatIsForwardedIsWhatTheFunctionListensTo() {
        JsonNode template = PlanFile.read(ROOT.resolve("template.yaml"));
        List<JsonNode> patterns = template.path("Resources")
                .path("StartImageSyncFunction")
                .path("Properties")
                .path("Events")
                .valueStream()
                .map(event -> event.path("Properties").path("Pattern"))
                .filter(pattern -> !pattern.isMissingNode())
                .toList();
        patterns.forEach(pattern -> ((ObjectNode) pattern)
                .putArray("region")
                .add(template.path("Parameters").path("PrimaryRegion").path("Default")));
        JsonNode event = PlanFile.read(ROOT.resolve("events/image-available.json"));

        assertThat(patterns).isNotEmpty().anyMatch(pattern -> matches(pattern, event));
    }

    @Test
    void theRuleMayPutEventsOnTheBusItForwardsToAndOnNoOther() {
        JsonNode statements = EAR.path("ForwardingRole")
                .path("Properties")
                .path("Policies")
                .path(0)
                .path("PolicyDocument")
                .path("Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.path(0).path("Action").asText()).isEqualTo("events:PutEvents");
        assertThat(statements.path(0).path("Resource"))
                .isEqualTo(forwarded().path("Targets").path(0).path("Arn"));
    }
}

package dev.pilotlight.twin.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds between intrinsic functions for any arguments; a failure names the seed that made them. */
class IntrinsicLawsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int TRIALS = 50;

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private JsonNode call(String function, ObjectNode input) throws InvalidDefinitionException {
        Execution execution = stage.run(
                "{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true, 'Parameters': {'r.$': '" + function
                        + "'}}}}",
                input.toString());
        return execution
                .output()
                .orElseThrow(() -> new AssertionError(execution.cause()))
                .get("r");
    }

    private interface Law {
        void check(Random random) throws InvalidDefinitionException;
    }

    private static void forAny(Law law) throws InvalidDefinitionException {
        for (int seed = 0; seed < TRIALS; seed++) {
            try {
                law.check(new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append("abz 09äßЖ漢\\n{}[]:,.$%&".charAt(random.nextInt(22)));
        }
        return text.toString().replace("\\", "");
    }

    private static ArrayNode numbers(Random random) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(20); i > 0; i--) {
            array.add(random.nextInt(5));
        }
        return array;
    }

    @Test
    void decodingUndoesEncoding() throws InvalidDefinitionException {
        forAny(random -> {
            ObjectNode input = NODES.objectNode().put("t", text(random));
            assertThat(call("States.Base64Decode(States.Base64Encode($.t))", input))
                    .isEqualTo(input.get("t"));
        });
    }

    @Test
    void parsingUndoesWriting() throws InvalidDefinitionException {
        forAny(random -> {
            ObjectNode value = NODES.objectNode().put("t", text(random)).put("n", random.nextInt());
            value.set("a", numbers(random));
            ObjectNode input = NODES.objectNode();
            input.set("v", value);
            assertThat(call("States.StringToJson(States.JsonToString($.v))", input))
                    .isEqualTo(value);
        });
    }

    @Test
    void thePartsOfAnArrayPutTogetherAreTheArray() throws InvalidDefinitionException {
        forAny(random -> {
            ObjectNode input = NODES.objectNode().put("s", 1 + random.nextInt(6));
            input.set("a", numbers(random));
            ArrayNode whole = NODES.arrayNode();
            for (JsonNode part : call("States.ArrayPartition($.a, $.s)", input)) {
                assertThat(part.size()).isBetween(1, input.get("s").asInt());
                whole.addAll((ArrayNode) part);
            }
            assertThat(whole).isEqualTo(input.get("a"));
        });
    }

    @Test
    void uniqueElementsAreThoseTheArrayContainsEachOnce() throws InvalidDefinitionException {
        forAny(random -> {
            ObjectNode input = NODES.objectNode();
            input.set("a", numbers(random));
            JsonNode unique = call("States.ArrayUnique($.a)", input);
            assertThat(unique).doesNotHaveDuplicates();
            assertThat(unique).hasSameElementsAs(input.get("a").isEmpty() ? NODES.arrayNode() : input.get("a"));
        });
    }

    @Test
    void aRandomNumberLiesInItsRange() throws InvalidDefinitionException {
        forAny(random -> {
            int low = random.nextInt(100) - 50;
            ObjectNode input = NODES.objectNode().put("l", low).put("h", low + 1 + random.nextInt(10));
            assertThat(call("States.MathRandom($.l, $.h)", input).asInt())
                    .isBetween(low, input.get("h").asInt());
        });
    }
}

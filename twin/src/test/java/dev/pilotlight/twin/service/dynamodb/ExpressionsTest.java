package dev.pilotlight.twin.service.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.JsonParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private static final String ITEM = """
            {"pk": {"S": "plan"}, "n": {"N": "10"}, "parts": {"L": [{"S": "a"}, {"N": "2"}]}, "tags": {"SS": ["x", "y"]},
             "deep": {"M": {"er": {"L": [{"M": {"leaf": {"S": "found"}}}]}}}, "nothing": {"NULL": true},
             "bytes": {"B": "AAEC"}, "status": {"S": "open"}}
            """;
    private static final String PLACEHOLDERS = """
            {"ExpressionAttributeNames": {"#s": "status"},
             "ExpressionAttributeValues": {":ten": {"N": "10.0"}, ":nine": {"N": "9"}, ":text": {"S": "10"},
              ":open": {"S": "open"}, ":op": {"S": "op"}, ":x": {"S": "x"}, ":two": {"N": "2"}, ":b": {"B": "AAE="},
              ":found": {"S": "found"}, ":S": {"S": "S"}, ":parts": {"L": [{"S": "z"}]}, ":xs": {"SS": ["x", "z"]}}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n = :ten",
                "n <> :text",
                "n > :nine AND n >= :ten AND n <= :ten",
                "NOT n < :nine",
                "absent <> :ten",
                "NOT absent = :ten",
                "n BETWEEN :nine AND :ten AND pk <> :x",
                "n IN (:nine, :ten)",
                "#s = :open",
                "begins_with(#s, :op)",
                "begins_with(bytes, :b)",
                "contains(#s, :op)",
                "contains(tags, :x)",
                "contains(parts, :two)",
                "contains(bytes, :b)",
                "attribute_exists(deep.er[0].leaf)",
                "attribute_not_exists(deep.er[1])",
                "attribute_not_exists(deep.er[0].twig)",
                "deep.er[0].leaf = :found",
                "attribute_type(#s, :S)",
                "attribute_exists(nothing)",
                "size(parts) = :two",
                "size(tags) < :nine",
                "size(#s) >= :two and size(bytes) > :two",
                "(n = :nine OR n = :ten) AND NOT (n = :nine)",
                "n = :ten OR n = :nine AND n = :nine",
                "not n = :nine and n = :ten",
            })
    void holds(String expression) {
        assertThat(condition(expression).holds(item())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n = :text",
                "absent = :ten",
                "absent < :ten",
                "n > :text",
                "contains(n, :ten)",
                "begins_with(n, :op)",
                "size(n) > :two",
                "(n = :ten OR n = :nine) AND n = :nine",
                "attribute_exists(parts[2])",
                "pk[0] = :x",
            })
    void doesNotHold(String expression) {
        assertThat(condition(expression).holds(item())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status = :open               | reserved keyword: status",
                "n = :undefined               | attribute value: :undefined",
                "#undefined = :ten            | attribute name: #undefined",
                "n =                          | Syntax error; token: \"<EOF>\"",
                "n = :ten n                   | Syntax error; token: \"n\"",
                "n & :ten                     | Syntax error; token: \"&\"",
                "frobnicate(n)                | Invalid function name; function: frobnicate",
                "if_not_exists(n, :ten)       | not allowed in a condition expression",
                "attribute_exists(n, pk)      | number of operands: 2",
                "begins_with(pk, :ten)        | operator or function: begins_with, operand type: N",
                "n BETWEEN :ten AND :nine     | upper bound to be greater than or equal to lower bound",
                "n BETWEEN :nine AND :text    | same data type",
                "n < :xs                      | operand type: SS",
                "n = n                        | must be distinct",
                "attribute_type(n, :x)        | Invalid attribute type name found; type: x",
            })
    void isRefused(String expression, String message) {
        assertThatThrownBy(() -> condition(expression))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET n = n + :two                         | n       | {\"N\":\"12\"}",
                "SET n = :ten - n                         | n       | {\"N\":\"0\"}",
                "SET m = if_not_exists(m, :nine) + :two   | m       | {\"N\":\"11\"}",
                "SET m = if_not_exists(n, :nine)          | m       | {\"N\":\"10\"}",
                "SET parts = list_append(parts, :parts)      | parts    | {\"L\":[{\"S\":\"a\"},{\"N\":\"2\"},{\"S\":\"z\"}]}",
                "SET parts = list_append(:parts, parts)      | parts    | {\"L\":[{\"S\":\"z\"},{\"S\":\"a\"},{\"N\":\"2\"}]}",
                "SET parts[0] = :two                       | parts    | {\"L\":[{\"N\":\"2\"},{\"N\":\"2\"}]}",
                "SET parts[9] = :two                       | parts    | {\"L\":[{\"S\":\"a\"},{\"N\":\"2\"},{\"N\":\"2\"}]}",
                "SET deep.er[0].leaf = :x                  | deep    | {\"M\":{\"er\":{\"L\":[{\"M\":{\"leaf\":{\"S\":\"x\"}}}]}}}",
                "REMOVE parts[0], parts[1]                  | parts    | {\"L\":[]}",
                "REMOVE deep.er                           | deep    | {\"M\":{}}",
                "ADD n :two                               | n       | {\"N\":\"12\"}",
                "ADD fresh :two                           | fresh   | {\"N\":\"2\"}",
                "ADD tags :xs                             | tags    | {\"SS\":[\"x\",\"y\",\"z\"]}",
                "DELETE tags :xs                          | tags    | {\"SS\":[\"y\"]}",
                "set n = :nine remove pk add fresh :two   | n       | {\"N\":\"9\"}",
            })
    void updates(String expression, String name, String expected) {
        Map<String, Attribute> after =
                UpdateParser.parse(expression, placeholders()).applyTo(item());
        assertThat(AttributeJson.node(after).get(name)).hasToString(expected);
    }

    @Test
    void everyValueIsComputedFromTheItemAsItWas() {
        Map<String, Attribute> after =
                UpdateParser.parse("SET n = :nine, m = n", placeholders()).applyTo(item());
        assertThat(AttributeJson.node(after).get("m")).hasToString("{\"N\":\"10\"}");
    }

    @Test
    void aSetThatLosesItsLastMemberDisappears() {
        Map<String, Attribute> item =
                AttributeJson.item(json("{\"tags\": {\"SS\": [\"x\"]}}").map());
        assertThat(UpdateParser.parse("DELETE tags :xs", placeholders()).applyTo(item))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET n = absent                    | attribute that does not exist",
                "SET absent.twig = :two           | document path provided in the update expression is invalid",
                "SET n = pk + :two                 | incorrect data type",
                "SET n = :two, n = :nine           | Two document paths overlap",
                "SET deep = :two REMOVE deep.er    | Two document paths overlap",
                "SET deep.er = :two, deep[0] = :x  | Two document paths conflict",
                "SET n = :two SET m = :two         | can only be used once",
                "ADD n :x                          | operator or function: ADD, operand type: S",
                "DELETE tags :two                  | operator or function: DELETE, operand type: N",
                "SET n = :x + :two                 | operator or function: +, operand type: S",
                "SET plan = :two                   | reserved keyword: plan",
                "PUT n = :two                      | Syntax error; token: \"PUT\"",
            })
    void anUpdateIsRefused(String expression, String message) {
        assertThatThrownBy(() -> UpdateParser.parse(expression, placeholders()).applyTo(item()))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPlaceholderThatIsNotUsedIsRefused() {
        Placeholders placeholders = placeholders();
        ConditionParser.parse("ConditionExpression", "n = :ten", placeholders);
        assertThatThrownBy(placeholders::requireAllUsed)
                .hasMessageContaining("Value provided in ExpressionAttributeNames unused in expressions: keys: {#s}");
    }

    @Test
    void aProjectionKeepsTheWayToWhatItShows() {
        var paths = ExpressionParser.projection("deep.er[0].leaf, parts[1], absent, #s", placeholders());
        assertThat(AttributeJson.node(Surgery.project(item(), paths)))
                .hasToString("{\"parts\":{\"L\":[{\"N\":\"2\"}]},"
                        + "\"deep\":{\"M\":{\"er\":{\"L\":[{\"M\":{\"leaf\":{\"S\":\"found\"}}}]}}},"
                        + "\"status\":{\"S\":\"open\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, 1000",
        "-0.00, 0",
        "0012.3400, 12.34",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
    })
    void numbersAreExactAndHaveOneForm(String sent, String stored) {
        Attribute number =
                AttributeJson.attribute(json("{\"N\": \"" + sent + "\"}").node());
        assertThat(AttributeJson.node(number).path("N").textValue()).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345678901234567890123456789", "1e126", "1e-131", "ten"})
    void numbersOutsideTheServicesRangeAreRefused(String sent) {
        assertThatThrownBy(() -> AttributeJson.attribute(
                        json("{\"N\": \"" + sent + "\"}").node()))
                .isInstanceOf(AwsError.class);
    }

    private static Condition condition(String expression) {
        return ConditionParser.parse("ConditionExpression", expression, placeholders());
    }

    private static Map<String, Attribute> item() {
        return AttributeJson.item(json(ITEM).map());
    }

    private static Placeholders placeholders() {
        return Placeholders.of(new JsonParameters(json(PLACEHOLDERS).node()), true);
    }

    private record Json(ObjectNode node) {
        private Map<String, com.fasterxml.jackson.databind.JsonNode> map() {
            ObjectNode wrapped = node.objectNode();
            wrapped.set("map", node);
            return new JsonParameters(wrapped).map("map");
        }
    }

    private static Json json(String text) {
        try {
            return new Json((ObjectNode) new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

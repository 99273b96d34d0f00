package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.ScriptedHttp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of DynamoDB as the journal uses, behind the real SDK: it reads the requests off the wire and refuses what
 * DynamoDB would refuse. Lists come in pages of ten.
 */
final class SmallDynamoDb {
    private static final Pattern EQUALS = Pattern.compile("(#\\w+) = (:\\w+)");
    private static final int PAGE = 10;

    private final TreeMap<String, ObjectNode> items = new TreeMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    /** Answers one request. */
    ScriptedHttp.Answer answer(ScriptedHttp.Asked asked) {
        JsonNode body = asked.json();
        return switch (asked.header("X-Amz-Target").replace("DynamoDB_20120810.", "")) {
            case "GetItem" -> get(body);
            case "Query" -> query(body);
            case "TransactWriteItems" -> write(body);
            default -> ScriptedHttp.Answer.json(400, "{\"__type\":\"UnknownOperationException\"}");
        };
    }

    private ScriptedHttp.Answer get(JsonNode body) {
        require(body.path("ConsistentRead").asBoolean(), "a read that may be stale");
        ObjectNode item = items.get(name(body.path("Key")));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (item != null) {
            answer.set("Item", item);
        }
        return ScriptedHttp.Answer.json(200, answer.toString());
    }

    private ScriptedHttp.Answer query(JsonNode body) {
        require(body.path("ConsistentRead").asBoolean(), "a read that may be stale");
        require(
                body.path("KeyConditionExpression").asText().equals("#pk = :pk AND begins_with(#sk, :sk)"),
                "another key condition");
        String from = body.path("ExpressionAttributeValues")
                        .path(":pk")
                        .path("S")
                        .asText() + "\u0000"
                + body.path("ExpressionAttributeValues").path(":sk").path("S").asText();
        String after = body.has("ExclusiveStartKey") ? name(body.path("ExclusiveStartKey")) : "";
        List<ObjectNode> found = items.entrySet().stream()
                .filter(item -> item.getKey().startsWith(from) && item.getKey().compareTo(after) > 0)
                .map(Map.Entry::getValue)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode page = answer.putArray("Items");
        found.stream().limit(PAGE).forEach(page::add);
        if (found.size() > PAGE) {
            ObjectNode last = answer.putObject("LastEvaluatedKey");
            last.set("pk", found.get(PAGE - 1).path("pk"));
            last.set("sk", found.get(PAGE - 1).path("sk"));
        }
        return ScriptedHttp.Answer.json(200, answer.toString());
    }

    private ScriptedHttp.Answer write(JsonNode body) {
        String token = body.path("ClientRequestToken").asText();
        require(!token.isEmpty() && token.length() <= 36, "no explicit token");
        String content = body.path("TransactItems").toString();
        if (tokens.containsKey(token)) {
            return content.equals(tokens.get(token))
                    ? ScriptedHttp.Answer.json(200, "{}")
                    : error("IdempotentParameterMismatchException", List.of());
        }
        Set<String> names = new HashSet<>();
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        boolean failed = false;
        for (JsonNode item : body.path("TransactItems")) {
            JsonNode write = item.elements().next();
            JsonNode key = item.has("Put") ? write.path("Item") : write.path("Key");
            require(names.add(name(key)), "two writes of one item");
            boolean holds = holds(write, items.get(name(key)));
            failed |= !holds;
            reasons.addObject().put("Code", holds ? "None" : "ConditionalCheckFailed");
        }
        if (failed) {
            return ScriptedHttp.Answer.json(
                    400,
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"CancellationReasons\":"
                            + reasons + "}");
        }
        body.path("TransactItems").forEach(item -> {
            if (item.has("Put")) {
                items.put(name(item.path("Put").path("Item")), (ObjectNode)
                        item.path("Put").path("Item"));
            }
        });
        tokens.put(token, content);
        return ScriptedHttp.Answer.json(200, "{}");
    }

    static ScriptedHttp.Answer error(String type, List<String> reasons) {
        String list = reasons.stream()
                .map(code -> "{\"Code\":\"" + code + "\"}")
                .toList()
                .toString();
        return ScriptedHttp.Answer.json(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"CancellationReasons\":" + list + "}");
    }

    private static boolean holds(JsonNode write, @Nullable ObjectNode item) {
        String condition = write.path("ConditionExpression").asText();
        if (condition.equals("attribute_not_exists(#pk)")) {
            require(!write.has("ExpressionAttributeValues"), "values that no condition uses");
            return item == null;
        }
        if (condition.equals("attribute_not_exists(#pk) OR #number < :number")) {
            String name = write.path("ExpressionAttributeNames").path("#number").asText();
            JsonNode bound =
                    write.path("ExpressionAttributeValues").path(":number").path("N");
            return item == null || item.path(name).path("N").asLong() < bound.asLong();
        }
        boolean holds = item != null;
        Matcher equal = EQUALS.matcher(condition);
        int parts = 0;
        while (equal.find()) {
            parts++;
            String name =
                    write.path("ExpressionAttributeNames").path(equal.group(1)).asText();
            JsonNode value = write.path("ExpressionAttributeValues").path(equal.group(2));
            holds = holds && item != null && item.path(name).equals(value);
        }
        require(parts > 0 && parts == condition.split(" AND ", -1).length, "a condition of another form: " + condition);
        return holds;
    }

    private static String name(JsonNode key) {
        return key.path("pk").path("S").asText() + "\u0000"
                + key.path("sk").path("S").asText();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("the request has " + otherwise);
        }
    }
}

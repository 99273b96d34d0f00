package dev.pilotlight.twin.service.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.JsonError;
import dev.pilotlight.twin.wire.JsonParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Transactions of one Region. All writes of one happen, or none; a token makes its repetition harmless for ten minutes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class Transactions {
    private static final int LARGEST = 100;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> CHECK_MEMBERS = Set.of(
            "TableName",
            "Key",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");

    private final Map<String, Accepted> tokens = new LinkedHashMap<>();

    /** A transaction that was carried out under a token. */
    private record Accepted(ObjectNode request, Instant at) {}

    /** Why one item cancels a transaction. */
    private record Reason(String code, String message, Optional<Map<String, Attribute>> item) {
        private static final Reason NONE = new Reason("None", "", Optional.empty());

        private static Reason failedCondition(Write write) {
            boolean shown = write.returnsItemOnFailure() && !write.before().isEmpty();
            return new Reason(
                    "ConditionalCheckFailed",
                    "The conditional request failed",
                    shown ? Optional.of(write.before()) : Optional.empty());
        }

        private ObjectNode node() {
            ObjectNode node = NODES.objectNode().put("Code", code);
            if (!message.isEmpty()) {
                node.put("Message", message);
            }
            item.ifPresent(attributes -> node.set("Item", AttributeJson.node(attributes)));
            return node;
        }
    }

    ObjectNode write(JsonParameters input, Instant now, Function<JsonParameters, Table> tables) {
        if (isRepetition(input, now)) {
            return NODES.objectNode();
        }
        List<JsonParameters> sent = input.structures("TransactItems");
        requireCount(sent.size());
        List<Write> writes = sent.stream().map(item -> write(item, tables)).toList();
        requireDistinct(writes);
        List<Map<String, Attribute>> results = results(writes);
        for (int i = 0; i < writes.size(); i++) {
            writes.get(i).carryOut(results.get(i));
        }
        input.text("ClientRequestToken").ifPresent(token -> tokens.put(token, new Accepted(input.node(), now)));
        return NODES.objectNode();
    }

    private boolean isRepetition(JsonParameters input, Instant now) {
        tokens.values().removeIf(accepted -> accepted.at().plus(TOKEN_LIFE).isBefore(now));
        Accepted before = input.text("ClientRequestToken").map(tokens::get).orElse(null);
        if (before != null && !before.request().equals(input.node())) {
            throw AwsError.badRequest(
                    "IdempotentParameterMismatchException",
                    "The request uses the same client token as a previous, but non-identical request.");
        }
        return before != null;
    }

    private static Write write(JsonParameters item, Function<JsonParameters, Table> tables) {
        if (item.node().size() != 1) {
            throw Attribute.invalid("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        String kind = item.node().fieldNames().next();
        JsonParameters inner = item.structure(kind);
        return switch (kind) {
            case "Put" -> Write.put(tables.apply(inner.only(kind, with("Item"))), inner);
            case "Update" -> {
                inner.required("UpdateExpression");
                yield Write.update(tables.apply(inner.only(kind, with("UpdateExpression"))), inner);
            }
            case "Delete" -> Write.delete(tables.apply(inner.only(kind, CHECK_MEMBERS)), inner);
            case "ConditionCheck" -> Write.check(tables.apply(inner.only(kind, CHECK_MEMBERS)), inner);
            default -> throw Attribute.invalid("The member " + kind + " of TransactItems is not modelled by the twin");
        };
    }

    private static Set<String> with(String member) {
        Set<String> members = new LinkedHashSet<>(CHECK_MEMBERS);
        members.add(member);
        return members;
    }

    private static List<Map<String, Attribute>> results(List<Write> writes) {
        List<Map<String, Attribute>> results = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (Write write : writes) {
            if (write.holds()) {
                reasons.add(outcome(write, results));
            } else {
                reasons.add(Reason.failedCondition(write));
            }
        }
        if (reasons.stream().anyMatch(reason -> !reason.equals(Reason.NONE))) {
            throw cancelled(reasons);
        }
        return results;
    }

    private static Reason outcome(Write write, List<Map<String, Attribute>> results) {
        try {
            results.add(write.after());
            return Reason.NONE;
        } catch (AwsError e) {
            return new Reason("ValidationError", e.explanation(), Optional.empty());
        }
    }

    private static AwsError cancelled(List<Reason> reasons) {
        ArrayNode nodes = NODES.arrayNode();
        reasons.forEach(reason -> nodes.add(reason.node()));
        String message = "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                + reasons.stream().map(Reason::code).collect(Collectors.joining(", ")) + "]";
        ObjectNode members = NODES.objectNode().put("Message", message);
        members.set("CancellationReasons", nodes);
        return new JsonError(400, "TransactionCanceledException", message, members);
    }

    /** The answer to a transaction that met another one on its first item; the twin's faults raise it. */
    static AwsError conflict(int items) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason("TransactionConflict", "Transaction is ongoing for the item", Optional.empty()));
        for (int i = 1; i < items; i++) {
            reasons.add(Reason.NONE);
        }
        return cancelled(reasons);
    }

    private static void requireDistinct(List<Write> writes) {
        Set<Target> targets = new LinkedHashSet<>();
        for (Write write : writes) {
            if (!targets.add(new Target(write.table().description().arn(), write.key()))) {
                throw Attribute.invalid("Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private record Target(String table, Table.Key key) {}

    static void requireCount(int count) {
        if (count < 1 || count > LARGEST) {
            throw Attribute.invalid(
                    "1 validation error detected: Value at 'transactItems' failed to satisfy constraint:"
                            + " Member must have length between 1 and " + LARGEST);
        }
    }
}

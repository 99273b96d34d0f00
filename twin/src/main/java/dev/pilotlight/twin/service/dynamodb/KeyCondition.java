package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Condition.BeginsWith;
import dev.pilotlight.twin.service.dynamodb.Condition.Between;
import dev.pilotlight.twin.service.dynamodb.Condition.Both;
import dev.pilotlight.twin.service.dynamodb.Condition.Comparator;
import dev.pilotlight.twin.service.dynamodb.Condition.Comparison;
import dev.pilotlight.twin.service.dynamodb.Table.KeyAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The condition of a query: the partition key equals a value and, if wanted, the sort key lies in one range. Anything
 * else is refused as the service refuses it.
 *
 * @param partition the value that the partition key equals
 * @param range what the sort key has to fulfil; empty when any will do
 */
record KeyCondition(Attribute partition, Optional<Condition> range) {
    private static final String NAME = "KeyConditionExpression";

    /** Whether an item of the partition is meant. */
    boolean holds(Map<String, Attribute> item) {
        return range.isEmpty() || range.get().holds(item);
    }

    static KeyCondition parse(String source, Placeholders placeholders, Table table) {
        Condition condition = ConditionParser.parse(NAME, source, placeholders);
        List<Condition> parts = parts(condition);
        KeyAttribute partition = table.description().partitionKey();
        Optional<KeyAttribute> sort = table.description().sortKey();
        Attribute value = parts.stream()
                .flatMap(part -> equal(part, partition).stream())
                .findFirst()
                .orElseThrow(() -> Attribute.invalid("Query condition missed key schema element: " + partition.name()));
        List<Condition> rest =
                parts.stream().filter(part -> equal(part, partition).isEmpty()).toList();
        if (rest.size() + 1 < parts.size() || rest.size() > 1) {
            throw Attribute.invalid("KeyConditionExpressions must only contain one condition per key");
        }
        rest.forEach(part -> {
            if (sort.isEmpty() || !isRange(part, sort.get())) {
                throw Attribute.invalid("Query key condition not supported");
            }
        });
        return new KeyCondition(value, rest.stream().findFirst());
    }

    private static List<Condition> parts(Condition condition) {
        if (condition instanceof Both(Condition left, Condition right)) {
            List<Condition> all = new ArrayList<>(parts(left));
            all.addAll(parts(right));
            return all;
        }
        return List.of(condition);
    }

    /** The value that a part says a key equals; empty when it says something else. */
    private static Optional<Attribute> equal(Condition part, KeyAttribute key) {
        return part instanceof Comparison(Operand left, Comparator comparator, Operand right)
                        && comparator == Comparator.EQUAL
                        && isKey(left, key)
                        && isValue(right, key)
                        && right instanceof Operand.Given(Attribute value)
                ? Optional.of(value)
                : Optional.empty();
    }

    private static boolean isRange(Condition part, KeyAttribute key) {
        return switch (part) {
            case Comparison(Operand left, Comparator comparator, Operand right) ->
                comparator != Comparator.DIFFERENT && isKey(left, key) && isValue(right, key);
            case Between(Operand operand, Operand low, Operand high) ->
                isKey(operand, key) && isValue(low, key) && isValue(high, key);
            case BeginsWith(Operand operand, Operand prefix) -> isKey(operand, key) && isValue(prefix, key);
            case Both _,
                    Condition.Either _,
                    Condition.Not _,
                    Condition.In _,
                    Condition.Exists _,
                    Condition.HasType _,
                    Condition.Contains _ -> false;
        };
    }

    private static boolean isKey(Operand operand, KeyAttribute key) {
        return operand instanceof Operand.At(DocumentPath path)
                && path.elements().equals(List.of(new DocumentPath.Name(key.name())));
    }

    private static boolean isValue(Operand operand, KeyAttribute key) {
        if (operand instanceof Operand.Given(Attribute value)) {
            if (value.type() != key.type()) {
                throw Attribute.invalid("One or more parameter values were invalid: "
                        + "Condition parameter type does not match schema type");
            }
            return true;
        }
        return false;
    }
}

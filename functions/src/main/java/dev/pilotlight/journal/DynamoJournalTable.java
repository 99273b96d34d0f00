package dev.pilotlight.journal;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableThrottledException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The journal's table in DynamoDB: strongly consistent reads, and one {@code TransactWriteItems} per commit.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
public final class DynamoJournalTable implements JournalTable {
    private static final String PARTITION = "pk";
    private static final String SORT = "sk";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoJournalTable(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<Item> get(Key key) {
        try {
            GetItemResponse answer =
                    dynamoDb.getItem(get -> get.tableName(table).key(names(key)).consistentRead(true));
            return answer.hasItem() && !answer.item().isEmpty() ? Optional.of(item(answer.item())) : Optional.empty();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public List<Item> list(String partition, String sortBeginsWith) {
        QueryRequest request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#pk = :pk AND begins_with(#sk, :sk)")
                .expressionAttributeNames(sorted("#pk", PARTITION, "#sk", SORT))
                .expressionAttributeValues(sorted(":pk", text(partition), ":sk", text(sortBeginsWith)))
                .build();
        try {
            return dynamoDb.queryPaginator(request).stream()
                    .map(QueryResponse::items)
                    .flatMap(List::stream)
                    .map(DynamoJournalTable::item)
                    .toList();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public Commit commit(List<Write> writes, String token) {
        List<TransactWriteItem> items =
                writes.stream().map(this::transactWriteItem).toList();
        try {
            dynamoDb.transactWriteItems(
                    transaction -> transaction.transactItems(items).clientRequestToken(token));
            return Commit.COMMITTED;
        } catch (TransactionCanceledException cancelled) {
            return cancelled(cancelled);
        } catch (TransactionInProgressException stillRunning) {
            return Commit.CONTENDED;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    /** DynamoDB gives one reason per write, in their order; a condition that does not hold outweighs a conflict. */
    private static Commit cancelled(TransactionCanceledException cancelled) {
        List<String> codes = cancelled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .toList();
        if (codes.contains("ConditionalCheckFailed")) {
            return Commit.CONDITION_FAILED;
        }
        if (codes.contains("TransactionConflict")) {
            return Commit.CONTENDED;
        }
        if (codes.contains("ThrottlingError") || codes.contains("ProvisionedThroughputExceeded")) {
            throw new RetryableThrottledException("DynamoDB asks for fewer transactions", cancelled);
        }
        throw new BrokenConfigurationException(
                "DynamoDB does not accept the transaction ("
                        + codes.stream().distinct().collect(Collectors.joining(", ")) + "); check the table",
                cancelled);
    }

    private TransactWriteItem transactWriteItem(Write write) {
        return switch (write) {
            case Write.Put put ->
                TransactWriteItem.builder()
                        .put(put(put.item(), Expression.of(put.condition())))
                        .build();
            case Write.Check check ->
                TransactWriteItem.builder()
                        .conditionCheck(check(check.key(), Expression.of(check.condition())))
                        .build();
        };
    }

    private Put put(Item item, Expression condition) {
        Map<String, AttributeValue> attributes = names(item.key());
        item.attributes().forEach((name, value) -> attributes.put(name, value(value)));
        return Put.builder()
                .tableName(table)
                .item(attributes)
                .conditionExpression(condition.text())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .build();
    }

    private ConditionCheck check(Key key, Expression condition) {
        return ConditionCheck.builder()
                .tableName(table)
                .key(names(key))
                .conditionExpression(condition.text())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .build();
    }

    /** A condition as DynamoDB reads it; it refuses an empty map of values, so there is none then. */
    private record Expression(
            String text,
            Map<String, String> names,
            @Nullable Map<String, AttributeValue> values) {
        static Expression of(Condition condition) {
            return switch (condition) {
                case Condition.Absent absent ->
                    new Expression("attribute_not_exists(#pk)", sorted("#pk", PARTITION), null);
                case Condition.Holds holds -> {
                    Map<String, String> names = new LinkedHashMap<>();
                    Map<String, AttributeValue> values = new LinkedHashMap<>();
                    holds.attributes().forEach((name, value) -> {
                        names.put("#" + name, name);
                        values.put(":" + name, value(value));
                    });
                    String text = holds.attributes().keySet().stream()
                            .map(name -> "#" + name + " = :" + name)
                            .collect(Collectors.joining(" AND "));
                    yield new Expression(text, names, values);
                }
                case Condition.Below below ->
                    new Expression(
                            "attribute_not_exists(#pk) OR #number < :number",
                            sorted("#pk", PARTITION, "#number", below.attribute()),
                            sorted(":number", value(below.value())));
            };
        }
    }

    private static Map<String, AttributeValue> names(Key key) {
        return sorted(PARTITION, text(key.partition()), SORT, text(key.sort()));
    }

    private static Item item(Map<String, AttributeValue> stored) {
        Key key = new Key(key(stored, PARTITION), key(stored, SORT));
        SortedMap<String, Object> attributes = new TreeMap<>();
        stored.forEach((name, value) -> {
            if (!name.equals(PARTITION) && !name.equals(SORT)) {
                attributes.put(name, value(key, name, value));
            }
        });
        return new Item(key, attributes);
    }

    private static String key(Map<String, AttributeValue> stored, String name) {
        AttributeValue value = stored.get(name);
        if (value == null || value.s() == null) {
            throw new BrokenJournalException(
                    "an item has no text " + name + "; the table has other keys than template.yaml gives it");
        }
        return value.s();
    }

    private static Object value(Key key, String name, AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> Long.valueOf(value.n());
            default ->
                throw new BrokenJournalException(key + " has a " + name + " of type " + value.type()
                        + "; somebody else has written to the table");
        };
    }

    private static AttributeValue value(Object value) {
        return value instanceof Long number ? AttributeValue.fromN(number.toString()) : text((String) value);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static <V> Map<String, V> sorted(String name, V value) {
        Map<String, V> map = new TreeMap<>();
        map.put(name, value);
        return map;
    }

    private static <V> Map<String, V> sorted(String first, V firstValue, String second, V secondValue) {
        Map<String, V> map = sorted(first, firstValue);
        map.put(second, secondValue);
        return map;
    }
}

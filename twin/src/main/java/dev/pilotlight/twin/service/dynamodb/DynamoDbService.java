package dev.pilotlight.twin.service.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.dynamodb.Table.KeyAttribute;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonError;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * DynamoDB, as the journal uses it: single items, queries and transactions, with the whole expression language.
 * Indexes, streams and batches are not modelled. A new table is {@code ACTIVE} at once.
 */
public final class DynamoDbService extends JsonService {
    private static final Set<String> TABLE_MEMBERS =
            Set.of("TableName", "KeySchema", "AttributeDefinitions", "BillingMode", "ProvisionedThroughput");
    private static final List<String> CONDITIONAL = List.of(
            "TableName",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure");
    private static final List<String> READING = List.of(
            "TableName",
            "ConsistentRead",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "FilterExpression",
            "ExpressionAttributeValues",
            "Limit",
            "ExclusiveStartKey",
            "Select");

    private final Identifiers identifiers;
    private final Map<String, Region> regions = new TreeMap<>();

    private static final class Region {
        private final Map<String, Table> tables = new TreeMap<>();
        private final Transactions transactions = new Transactions();
    }

    public DynamoDbService(Identifiers identifiers) {
        super("1.0", "com.amazonaws.dynamodb.v20120810#");
        this.identifiers = identifiers;
        operation("CreateTable", TABLE_MEMBERS, this::createTable);
        operation("DescribeTable", Set.of("TableName"), this::describeTable);
        operation("ListTables", Set.of(), this::listTables);
        operation(
                "GetItem",
                Set.of("TableName", "Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"),
                (input, context) -> read(input, context));
        operation("PutItem", with(CONDITIONAL, "Item"), (input, context) -> {
            String returned = Choice.of(input, "ReturnValues", "NONE", "ALL_OLD");
            return carryOut(Write.put(table(input, context), input), returned);
        });
        operation("UpdateItem", with(CONDITIONAL, "Key", "UpdateExpression"), (input, context) -> {
            String returned =
                    Choice.of(input, "ReturnValues", "NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW");
            return carryOut(Write.update(table(input, context), input), returned);
        });
        operation("DeleteItem", with(CONDITIONAL, "Key"), (input, context) -> {
            String returned = Choice.of(input, "ReturnValues", "NONE", "ALL_OLD");
            return carryOut(Write.delete(table(input, context), input), returned);
        });
        operation(
                "Query",
                with(READING, "KeyConditionExpression", "ScanIndexForward"),
                (input, context) -> Reading.query(table(input, context), input));
        operation("Scan", with(READING), (input, context) -> Reading.scan(table(input, context), input));
        operation(
                "TransactWriteItems",
                Set.of("TransactItems", "ClientRequestToken"),
                (input, context) ->
                        region(context).transactions.write(input, context.now(), inner -> table(inner, context)));
        operation("TransactGetItems", Set.of("TransactItems"), this::readAll);
    }

    @Override
    public String signingName() {
        return "dynamodb";
    }

    /** Makes a table with a partition key and a sort key that are strings, as the world begins with it. */
    public void seedTable(CallContext context, String name, String partitionKey, String sortKey) {
        addTable(
                context,
                name,
                new KeyAttribute(partitionKey, Attribute.Type.S),
                Optional.of(new KeyAttribute(sortKey, Attribute.Type.S)));
    }

    /**
     * What a table holds, for whoever checks the twin from outside: the texts and numbers of each item, in the order of
     * the keys.
     */
    public List<Map<String, String>> contents(String region, String table) {
        return table(region, table).items().values().stream()
                .map(DynamoDbService::plain)
                .toList();
    }

    /** How often the items of a table have changed: while this stays the same, so do its contents. */
    public long changes(String region, String table) {
        return table(region, table).changes();
    }

    private Table table(String region, String name) {
        Region there = regions.get(region);
        Table table = there == null ? null : there.tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name + " in " + region);
        }
        return table;
    }

    private static Map<String, String> plain(Map<String, Attribute> item) {
        Map<String, String> plain = new TreeMap<>();
        item.forEach((name, value) -> {
            if (value instanceof Attribute.Text(String text)) {
                plain.put(name, text);
            } else if (value instanceof Attribute.Numeric(BigDecimal number)) {
                plain.put(name, number.toPlainString());
            }
        });
        return plain;
    }

    /**
     * The error of a transaction that met another one, for whoever injects faults: no two requests overlap inside the
     * twin.
     *
     * @param items how many items the transaction has
     */
    public static AwsError transactionConflict(int items) {
        return Transactions.conflict(items);
    }

    private static Set<String> with(List<String> members, String... more) {
        Set<String> all = new LinkedHashSet<>(members);
        all.addAll(List.of(more));
        return all;
    }

    private Region region(CallContext context) {
        return regions.computeIfAbsent(context.region(), _ -> new Region());
    }

    private Table table(JsonParameters input, CallContext context) {
        String sent = input.required("TableName");
        String name = sent.startsWith("arn:") ? sent.substring(sent.lastIndexOf('/') + 1) : sent;
        Table table = region(context).tables.get(name);
        if (table == null) {
            throw AwsError.badRequest("ResourceNotFoundException", "Requested resource not found");
        }
        return table;
    }

    private Table addTable(CallContext context, String name, KeyAttribute partition, Optional<KeyAttribute> sort) {
        Table table = new Table(new Table.Description(
                name, context.arn("dynamodb", "table/" + name), identifiers.uuid(), context.now(), partition, sort));
        region(context).tables.put(name, table);
        return table;
    }

    private ObjectNode createTable(JsonParameters input, CallContext context) {
        String name = input.required("TableName");
        if (region(context).tables.containsKey(name)) {
            throw AwsError.badRequest("ResourceInUseException", "Table already exists: " + name);
        }
        TableDefinition definition = TableDefinition.of(input);
        Table table = addTable(context, name, definition.partitionKey(), definition.sortKey());
        ObjectNode answer = object();
        answer.set("TableDescription", TableDefinition.describe(table));
        return answer;
    }

    private ObjectNode describeTable(JsonParameters input, CallContext context) {
        ObjectNode answer = object();
        answer.set("Table", TableDefinition.describe(table(input, context)));
        return answer;
    }

    private ObjectNode listTables(JsonParameters input, CallContext context) {
        ObjectNode answer = object();
        ArrayNode names = answer.putArray("TableNames");
        region(context).tables.keySet().forEach(names::add);
        return answer;
    }

    private ObjectNode read(JsonParameters input, CallContext context) {
        Table table = table(input, context);
        Placeholders placeholders = Placeholders.of(input, input.has("ProjectionExpression"));
        List<DocumentPath> projection = Reading.projection(input, placeholders);
        placeholders.requireAllUsed();
        Map<String, Attribute> item = table.get(table.key(AttributeJson.item(input.map("Key"))));
        ObjectNode answer = object();
        if (!item.isEmpty()) {
            answer.set("Item", AttributeJson.node(Reading.projected(item, projection)));
        }
        return answer;
    }

    private ObjectNode readAll(JsonParameters input, CallContext context) {
        List<JsonParameters> items = input.structures("TransactItems");
        Transactions.requireCount(items.size());
        ObjectNode answer = object();
        ArrayNode responses = answer.putArray("Responses");
        items.forEach(item -> {
            JsonParameters get = item.only("TransactGetItem", Set.of("Get")).structure("Get");
            responses.add(read(
                    get.only("Get", Set.of("TableName", "Key", "ProjectionExpression", "ExpressionAttributeNames")),
                    context));
        });
        return answer;
    }

    private static ObjectNode carryOut(Write write, String returned) {
        Map<String, Attribute> before = write.before();
        if (!write.holds()) {
            ObjectNode members = object();
            if (write.returnsItemOnFailure() && !before.isEmpty()) {
                members.set("Item", AttributeJson.node(before));
            }
            throw new JsonError(400, "ConditionalCheckFailedException", "The conditional request failed", members);
        }
        Map<String, Attribute> after = write.after();
        write.carryOut(after);
        return attributes(write, returned, before, after);
    }

    private static ObjectNode attributes(
            Write write, String returned, Map<String, Attribute> before, Map<String, Attribute> after) {
        Map<String, Attribute> shown = switch (returned) {
            case "ALL_OLD" -> before;
            case "ALL_NEW" -> after;
            case "UPDATED_OLD" -> touched(write, before);
            case "UPDATED_NEW" -> touched(write, after);
            default -> Map.of();
        };
        ObjectNode answer = object();
        if (!shown.isEmpty()) {
            answer.set("Attributes", AttributeJson.node(shown));
        }
        return answer;
    }

    private static Map<String, Attribute> touched(Write write, Map<String, Attribute> item) {
        return write.change() instanceof Write.Modify(Update update) ? Surgery.project(item, update.paths()) : item;
    }
}

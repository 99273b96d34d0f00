package dev.pilotlight.twin.service.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.dynamodb.Table.KeyAttribute;
import dev.pilotlight.twin.wire.JsonParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key of a table, as CreateTable defines it and DescribeTable tells it. */
record TableDefinition(KeyAttribute partitionKey, Optional<KeyAttribute> sortKey) {

    static TableDefinition of(JsonParameters input) {
        Map<String, Attribute.Type> types = new LinkedHashMap<>();
        input.structures("AttributeDefinitions")
                .forEach(attribute -> types.put(
                        attribute.required("AttributeName"),
                        Attribute.Type.valueOf(Choice.of(attribute, "AttributeType", "S", "N", "B"))));
        Map<String, KeyAttribute> keys = new LinkedHashMap<>();
        input.structures("KeySchema")
                .forEach(key -> keys.put(
                        Choice.of(key, "KeyType", "HASH", "RANGE"), attribute(key.required("AttributeName"), types)));
        KeyAttribute partition = keys.get("HASH");
        if (partition == null) {
            throw Attribute.invalid(
                    "No Hash Key specified in schema.  All Dynamo DB tables must have exactly one hash key");
        }
        if (types.size() != keys.size()) {
            throw Attribute.invalid("One or more parameter values were invalid: Number of attributes in KeySchema"
                    + " does not exactly match number of attributes defined in AttributeDefinitions");
        }
        return new TableDefinition(partition, Optional.ofNullable(keys.get("RANGE")));
    }

    private static KeyAttribute attribute(String name, Map<String, Attribute.Type> types) {
        Attribute.Type type = types.get(name);
        if (type == null) {
            throw Attribute.invalid("One or more parameter values were invalid: Some index key attributes are not"
                    + " defined in AttributeDefinitions. Keys: [" + name + "]");
        }
        return new KeyAttribute(name, type);
    }

    static ObjectNode describe(Table table) {
        Table.Description description = table.description();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", description.name())
                .put("TableArn", description.arn())
                .put("TableId", description.id())
                .put("TableStatus", "ACTIVE")
                .put("ItemCount", table.items().size());
        node.putPOJO("CreationDateTime", description.created());
        node.putObject("BillingModeSummary").put("BillingMode", "PAY_PER_REQUEST");
        List<KeyAttribute> keys = new ArrayList<>(List.of(description.partitionKey()));
        description.sortKey().ifPresent(keys::add);
        ArrayNode schema = node.putArray("KeySchema");
        ArrayNode attributes = node.putArray("AttributeDefinitions");
        keys.forEach(key -> {
            schema.addObject().put("AttributeName", key.name()).put("KeyType", schema.size() == 1 ? "HASH" : "RANGE");
            attributes
                    .addObject()
                    .put("AttributeName", key.name())
                    .put("AttributeType", key.type().name());
        });
        return node;
    }
}

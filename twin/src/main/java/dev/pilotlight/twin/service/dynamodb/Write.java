package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.wire.JsonParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One conditional change of one item, checked for form but not carried out yet. */
record Write(Table table, Table.Key key, Optional<Condition> condition, Change change, boolean returnsItemOnFailure) {

    /** What is to become of the item. */
    sealed interface Change {}

    record Put(Map<String, Attribute> item) implements Change {}

    record Modify(Update update) implements Change {}

    record Delete() implements Change {}

    /** Nothing changes; only the condition counts. */
    record Check() implements Change {}

    static Write put(Table table, JsonParameters input) {
        Map<String, Attribute> item = AttributeJson.item(input.map("Item"));
        Table.Key key = table.keyOf(item);
        Table.requireStorable(item);
        Placeholders placeholders = Placeholders.of(input, input.has("ConditionExpression"));
        Write write = of(table, key, input, placeholders, new Put(item));
        placeholders.requireAllUsed();
        return write;
    }

    static Write update(Table table, JsonParameters input) {
        Table.Key key = table.key(AttributeJson.item(input.map("Key")));
        Placeholders placeholders =
                Placeholders.of(input, input.has("ConditionExpression") || input.has("UpdateExpression"));
        Update update = input.text("UpdateExpression")
                .map(source -> UpdateParser.parse(source, placeholders))
                .orElseGet(() -> new Update(List.of()));
        requireKeyUntouched(table, update);
        Write write = of(table, key, input, placeholders, new Modify(update));
        placeholders.requireAllUsed();
        return write;
    }

    static Write delete(Table table, JsonParameters input) {
        return alone(table, input, new Delete());
    }

    static Write check(Table table, JsonParameters input) {
        input.required("ConditionExpression");
        return alone(table, input, new Check());
    }

    private static Write alone(Table table, JsonParameters input, Change change) {
        Table.Key key = table.key(AttributeJson.item(input.map("Key")));
        Placeholders placeholders = Placeholders.of(input, input.has("ConditionExpression"));
        Write write = of(table, key, input, placeholders, change);
        placeholders.requireAllUsed();
        return write;
    }

    private static Write of(
            Table table, Table.Key key, JsonParameters input, Placeholders placeholders, Change change) {
        Optional<Condition> condition = input.text("ConditionExpression")
                .map(source -> ConditionParser.parse("ConditionExpression", source, placeholders));
        boolean returnsItem = Choice.of(input, "ReturnValuesOnConditionCheckFailure", "NONE", "ALL_OLD")
                .equals("ALL_OLD");
        return new Write(table, key, condition, change, returnsItem);
    }

    private static void requireKeyUntouched(Table table, Update update) {
        update.paths().stream()
                .map(DocumentPath::root)
                .filter(table::isKeyAttribute)
                .findFirst()
                .ifPresent(name -> {
                    throw Attribute.invalid("One or more parameter values were invalid: Cannot update attribute " + name
                            + ". This attribute is part of the key");
                });
    }

    /** The item as it is now; empty when there is none. */
    Map<String, Attribute> before() {
        return table.get(key);
    }

    boolean holds() {
        return condition.map(each -> each.holds(before())).orElse(true);
    }

    /** The item as it will be; empty when there will be none. */
    Map<String, Attribute> after() {
        return switch (change) {
            case Put(Map<String, Attribute> item) -> item;
            case Modify(Update update) -> updated(update);
            case Delete() -> Map.of();
            case Check() -> before();
        };
    }

    private Map<String, Attribute> updated(Update update) {
        Map<String, Attribute> item = new LinkedHashMap<>(table.attributes(key));
        item.putAll(before());
        Map<String, Attribute> changed = update.applyTo(item);
        Table.requireStorable(changed);
        return changed;
    }

    /** Makes the item what {@link #after} said. */
    void carryOut(Map<String, Attribute> after) {
        if (after.isEmpty()) {
            table.remove(key);
        } else {
            table.put(key, after);
        }
    }
}

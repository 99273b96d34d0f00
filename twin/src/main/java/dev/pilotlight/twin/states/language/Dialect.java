package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.query.Template;
import org.jspecify.annotations.Nullable;

/** How one query language spells what a state asks for. */
interface Dialect {

    QueryLanguage language();

    /** The flow of an object of this shape. */
    Flow flow(ObjectReader object, FlowShape shape);

    /** The flow of a rule of a choice. */
    Flow ruleFlow(ObjectReader choice, ObjectReader rule);

    /** A field for a number, or null when it is absent. */
    @Nullable
    NumberField number(ObjectReader object, String field, Bounds bounds);

    /** A field for text, or null when it is absent. */
    @Nullable
    TextField text(ObjectReader object, String field);

    /** A field for any value with queries in it, or null when it is absent. */
    @Nullable
    Template template(ObjectReader object, String field);

    /** What an integration inside a state (an item reader) is called with. */
    Template callArguments(ObjectReader object);

    /** The items of a Map state. */
    ArrayField items(ObjectReader map);

    /** What an iteration gets instead of its item, or null. */
    @Nullable
    Template itemSelector(ObjectReader map);

    /** When a rule of a choice holds. */
    Condition condition(ObjectReader rule);
}

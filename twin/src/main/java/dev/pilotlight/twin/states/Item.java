package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a Map state works on once.
 *
 * @param source where it comes from, as the context object says it
 */
record Item(JsonNode value, String source) {
    /** The source of items that are in the state's input. */
    static final String STATE_DATA = "STATE_DATA";

    /** How the context object shows the item with this number. */
    ObjectNode shown(int index) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("Index", index);
        shown.set("Value", value);
        shown.put("Source", source);
        return shown;
    }
}

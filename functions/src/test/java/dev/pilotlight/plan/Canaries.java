package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** One document for each place of another, with a canary in that place: what is said about it must never sing. */
final class Canaries {
    private final ObjectNode document;
    private final TextNode canary;
    private final List<String> messages = new ArrayList<>();

    Canaries(ObjectNode document, String canary) {
        this.document = document;
        this.canary = TextNode.valueOf(canary);
    }

    /** What the reader says about each document that it does not accept. */
    List<String> messages() {
        visit(document);
        return messages;
    }

    private void visit(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.get(name);
                object.set(name, canary);
                read();
                object.set(name, value);
                visit(value);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                array.set(i, canary);
                read();
                array.set(i, value);
                visit(value);
            }
        }
    }

    private void read() {
        try {
            PlanReader.read(document);
        } catch (InvalidPlanException invalid) {
            messages.add(String.valueOf(invalid.getMessage()));
        }
    }
}

package dev.pilotlight.shop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders as JSON. Streaming, because the larger mapper would double the time the shop needs to start. */
final class OrderJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private OrderJson() {}

    /**
     * Reads {@code {"id":…,"item":…,"quantity":…}}.
     *
     * @throws IllegalArgumentException naming the field and what is wrong with it
     */
    static Order read(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the body must be one JSON object");
            }
            return readFields(parser);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body cannot be read", e);
        }
    }

    static String write(PlacedOrder placed) {
        return write(generator -> writeOrder(generator, placed));
    }

    static String write(List<PlacedOrder> orders) {
        return write(generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("orders");
            for (PlacedOrder placed : orders) {
                writeOrder(generator, placed);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        });
    }

    static String error(String sentence) {
        return write(generator -> {
            generator.writeStartObject();
            generator.writeStringField("error", sentence);
            generator.writeEndObject();
        });
    }

    private static Order readFields(JsonParser parser) throws IOException {
        UUID id = null;
        String item = null;
        Integer quantity = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "id" -> id = id(expect(JsonToken.VALUE_STRING, token, field, parser));
                case "item" -> item = expect(JsonToken.VALUE_STRING, token, field, parser);
                case "quantity" -> quantity = quantity(expect(JsonToken.VALUE_NUMBER_INT, token, field, parser));
                default -> throw new IllegalArgumentException("the field \"" + field + "\" is unknown");
            }
        }
        return new Order(present(id, "id"), present(item, "item"), present(quantity, "quantity"));
    }

    private static String expect(JsonToken wanted, @Nullable JsonToken found, String field, JsonParser parser)
            throws IOException {
        if (found != wanted) {
            String kind = wanted == JsonToken.VALUE_STRING ? "a string" : "a whole number";
            throw new IllegalArgumentException("\"" + field + "\" must be " + kind);
        }
        return parser.getText();
    }

    private static UUID id(String text) {
        // UUID.fromString alone also takes shortened groups, which PostgreSQL would answer in another spelling.
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new IllegalArgumentException("\"id\" must be a UUID");
        }
        return UUID.fromString(text);
    }

    private static Integer quantity(String digits) {
        return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("\"" + field + "\" is missing");
        }
        return value;
    }

    private static void writeOrder(JsonGenerator generator, PlacedOrder placed) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("id", placed.order().id().toString());
        generator.writeStringField("item", placed.order().item());
        generator.writeNumberField("quantity", placed.order().quantity());
        generator.writeStringField("placedAt", placed.placedAt().toString());
        generator.writeEndObject();
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            content.writeTo(generator);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(JsonGenerator generator) throws IOException;
    }
}

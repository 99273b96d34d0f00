package dev.pilotlight.rehearsal.truth;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One delivery of an event to a function, as the event itself tells.
 *
 * @param number counts the deliveries of one performance, from 1
 * @param epoch under which the function was told to act; 0 when the event names none
 * @param execution on whose behalf; empty when the event names none
 */
public record Invocation(int number, String function, long epoch, String execution, boolean drill) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ScopedValue<Invocation> CURRENT = ScopedValue.newInstance();

    /** What an event says about itself. */
    public static Invocation of(int number, String function, byte[] event) {
        JsonNode run = run(event);
        return new Invocation(
                number,
                function,
                run.path("epoch").asLong(0),
                run.path("execution").asText(""),
                run.path("drill").asBoolean(false));
    }

    /** Events are long, and all but one of their fields are for the function alone. */
    private static JsonNode run(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("run")) {
                    return parser.readValueAsTree();
                }
                parser.skipChildren();
            }
            return JSON.missingNode();
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The invocation that the calling thread serves. */
    public static Optional<Invocation> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Runs a function as this invocation. */
    public void run(Body body) throws IOException {
        ScopedValue.where(CURRENT, this).<String, IOException>call(() -> {
            body.run();
            return function;
        });
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        void run() throws IOException;
    }
}

package dev.pilotlight.rehearsal.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.regex.Pattern;

/** What a request asks for, without the moment at which it asks: equal texts, equal requests. */
public final class RequestText {
    private static final CBORMapper CBOR = new CBORMapper();
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|\\b[0-9a-f]{32,64}\\b"
            + "|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

    private RequestText() {}

    public static String of(Call call) {
        HttpRequest request = call.request();
        String body = request.header("smithy-protocol").isPresent() ? cbor(request.body()) : request.text();
        return call.service()
                + ':'
                + call.operation()
                + ' '
                + request.method()
                + ' '
                + request.host()
                + request.path()
                + '?'
                + withoutMoments(request.query())
                + ' '
                + withoutMoments(body);
    }

    /** A text without moments, hashes, the ids of calls and what is made from them. */
    public static String withoutMoments(String text) {
        return MOMENT.matcher(text).replaceAll("~");
    }

    private static String cbor(byte[] body) {
        try {
            JsonNode tree = CBOR.readTree(body);
            dropFractions(tree);
            return tree.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In this protocol moments are fractions, and nothing else in our requests is. */
    private static void dropFractions(JsonNode node) {
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
                JsonNode child = children.next();
                if (child.isFloatingPointNumber()) {
                    children.remove();
                } else {
                    dropFractions(child);
                }
            }
        }
    }
}

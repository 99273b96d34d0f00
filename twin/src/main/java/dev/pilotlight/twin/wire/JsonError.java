package dev.pilotlight.twin.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error whose answer has members besides code and message, such as the reasons why a transaction was cancelled. */
public final class JsonError extends AwsError {
    private final transient ObjectNode members;

    public JsonError(int status, String code, String message, ObjectNode members) {
        super(status, code, message);
        this.members = members;
    }

    public ObjectNode members() {
        return members;
    }
}

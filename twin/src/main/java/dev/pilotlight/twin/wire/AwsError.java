package dev.pilotlight.twin.wire;

/** An error answer of a service, with the code and the status the real service uses. */
public class AwsError extends RuntimeException {
    private final String code;
    private final int status;

    public AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    /** The caller's fault, with status 400. */
    public static AwsError badRequest(String code, String message) {
        return new AwsError(400, code, message);
    }

    public final String code() {
        return code;
    }

    public final int status() {
        return status;
    }

    /** The text that the services put beside a code; never null, unlike {@link #getMessage()}. */
    public final String explanation() {
        return String.valueOf(getMessage());
    }
}

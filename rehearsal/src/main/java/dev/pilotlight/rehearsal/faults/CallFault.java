package dev.pilotlight.rehearsal.faults;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.Call;
import java.util.Arrays;
import java.util.Set;

/** The ways in which one call can go wrong. */
public enum CallFault {
    /** The service answers with a server error, and has done nothing. */
    SERVER_ERROR("5xx", "server error"),
    /** The service asks for fewer calls, and has done nothing. */
    THROTTLED("throttle", "throttled"),
    /** The service refuses for good. */
    DENIED("4xx", "refused for good"),
    /** Nothing happens, and no answer comes until the client gives up. */
    HANG("hang", "hangs, no effect"),
    /** The service does it, and the answer is lost. */
    LOST_ANSWER("lost", "effect, answer lost"),
    /** A read shows what was true before. */
    STALE_READ("stale", "stale read"),
    /** The service does it, and half of its answer arrives. */
    MALFORMED("malformed", "malformed answer"),
    /** The function's sandbox is gone before the call. */
    CRASH_BEFORE("crash-before", "crash before the call"),
    /** The function's sandbox is gone right after the effect. */
    CRASH_AFTER("crash-after", "crash after the call");

    /** The name under which a visit to a site passes, beside the signing names of services. */
    public static final String WEB = "web";

    /** Services whose reads may lag behind their writes. */
    private static final Set<String> EVENTUALLY_CONSISTENT =
            Set.of("ec2", "rds", "monitoring", "elasticloadbalancing", "ssm");

    private final String word;
    private final String title;

    CallFault(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The word in a seed. */
    public String word() {
        return word;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Whether it makes a difference to such a call that none of the others makes. */
    public boolean appliesTo(Call call) {
        boolean web = call.service().equals(WEB);
        boolean read = web || Effect.kind(call) == Effect.Kind.READ;
        return switch (this) {
            case SERVER_ERROR, THROTTLED, DENIED, HANG, MALFORMED, CRASH_BEFORE -> true;
            case LOST_ANSWER, CRASH_AFTER -> !read;
            case STALE_READ -> read && EVENTUALLY_CONSISTENT.contains(call.service());
        };
    }

    /** The error with which a service answers such a call; only for the three faults that are errors. */
    public AwsError error(String service) {
        return switch (this) {
            case SERVER_ERROR -> new AwsError(500, "InternalFailure", "The service is in trouble.");
            case THROTTLED -> throttled(service);
            case DENIED -> denied(service);
            case HANG, LOST_ANSWER, STALE_READ, MALFORMED, CRASH_BEFORE, CRASH_AFTER ->
                throw new IllegalStateException(this + " is no error of a service");
        };
    }

    private static AwsError throttled(String service) {
        return switch (service) {
            case "ec2" -> new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
            case "s3" -> new AwsError(503, "SlowDown", "Please reduce your request rate.");
            case "rds", "sns", "elasticloadbalancing", "sts" -> AwsError.badRequest("Throttling", "Rate exceeded");
            default -> AwsError.badRequest("ThrottlingException", "Rate exceeded");
        };
    }

    private static AwsError denied(String service) {
        return switch (service) {
            case "ec2" ->
                new AwsError(403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
            case "s3", "rds", "sns", "elasticloadbalancing", "sts" ->
                new AwsError(403, "AccessDenied", "Access Denied");
            default -> AwsError.badRequest("AccessDeniedException", "You are not authorized to perform this action.");
        };
    }

    /**
     * The fault of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    static CallFault of(String word) {
        return Arrays.stream(values())
                .filter(fault -> fault.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + word + "'"));
    }
}

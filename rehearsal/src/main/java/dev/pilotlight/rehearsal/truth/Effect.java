package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call that a service has answered, whether or not the answer ever reached the function.
 *
 * @param index of the call in its performance, from 1
 * @param at the moment of the effect
 * @param invocation who called; empty when no function did
 */
public record Effect(int index, Instant at, Optional<Invocation> invocation, Call call, HttpResponse response) {
    private static final List<String> READS =
            List.of("Describe", "Get", "List", "Head", "Query", "Scan", "BatchGet", "TransactGet");
    private static final Set<String> OWN_SERVICES = Set.of("dynamodb", "sns", "states");
    private static final Set<String> NO_ROOM = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientHostCapacity",
            "InsufficientReservedInstanceCapacity",
            "InsufficientCapacity",
            "InsufficientFreeAddressesInSubnet",
            "ReservationCapacityExceeded",
            "InstanceLimitExceeded",
            "VcpuLimitExceeded",
            "Unsupported",
            "PendingVerification");

    /** What kind of thing a call does. */
    public enum Kind {
        /** It only looks. */
        READ,
        /** It changes what belongs to Pilot Light itself: table, reports, messages, executions. */
        BOOKKEEPING,
        /** It changes resources of the application. */
        MUTATION
    }

    /** Whether the service did what it was asked. */
    public boolean succeeded() {
        return response.status() < 300;
    }

    /**
     * Whether EC2 refused because there is no room, or no more instances are allowed. That too many requests came is no
     * reason to do with fewer instances.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2's error codes</a>
     */
    public boolean lacksRoom() {
        String answer = response.text();
        return !succeeded() && NO_ROOM.stream().anyMatch(code -> answer.contains("<Code>" + code + "</Code>"));
    }

    public Kind kind() {
        return kind(call);
    }

    /** What kind of thing a call does when the service accepts it. */
    public static Kind kind(Call call) {
        if (call.service().equals("web") || READS.stream().anyMatch(call.operation()::startsWith)) {
            return Kind.READ;
        }
        return OWN_SERVICES.contains(call.service()) || isReport(call) ? Kind.BOOKKEEPING : Kind.MUTATION;
    }

    /** Reports lie in a bucket of the deployment, which no plan names. */
    private static boolean isReport(Call call) {
        return call.service().equals("s3") && address(call.request()).contains("/reports/");
    }

    private static String address(HttpRequest request) {
        return request.host() + request.path();
    }

    /** Whether it changed resources of the application. */
    public boolean mutated() {
        return succeeded() && kind() == Kind.MUTATION;
    }

    public boolean is(String operation) {
        return call.operation().equals(operation);
    }

    @Override
    public String toString() {
        return "call " + index + ", " + call.service() + ":" + call.operation() + " in " + call.region() + " by "
                + invocation.map(Invocation::function).orElse("nobody");
    }
}

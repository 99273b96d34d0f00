package dev.pilotlight.twin.service.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A cluster of Application Recovery Controller. Its five Regional endpoints are the five Regions that requests are
 * signed for; all of them see the same states. A safety rule asserts how many of some controls stay on.
 */
public final class RoutingCluster extends JsonService {
    private static final Set<String> REGIONS =
            Set.of("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2");
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final Map<String, Boolean> controls = new TreeMap<>();
    private final List<SafetyRule> rules = new ArrayList<>();

    public RoutingCluster() {
        super("1.0", "");
        operation("GetRoutingControlState", Set.of("RoutingControlArn"), this::get);
        operation("UpdateRoutingControlState", Set.of("RoutingControlArn", "RoutingControlState"), this::update);
        operation("UpdateRoutingControlStates", Set.of("UpdateRoutingControlStateEntries"), this::updateSeveral);
    }

    private record SafetyRule(String name, List<String> controls, int atLeast) {}

    @Override
    public String signingName() {
        return "route53-recovery-cluster";
    }

    /** Puts a routing control into the world. */
    public void add(String arn, boolean on) {
        controls.put(arn, on);
    }

    /** Asserts that some controls never are on in smaller number. */
    public void addSafetyRule(String name, List<String> asserted, int atLeast) {
        rules.add(new SafetyRule(name, List.copyOf(asserted), atLeast));
    }

    /** Whether a control is on; one that does not exist is not. */
    public boolean isOn(String arn) {
        return controls.getOrDefault(arn, false);
    }

    private ObjectNode get(JsonParameters input, CallContext context) {
        requireEndpoint(context);
        String arn = known(input.required("RoutingControlArn"));
        return object().put("RoutingControlArn", arn)
                .put("RoutingControlName", arn.substring(arn.lastIndexOf('/') + 1))
                .put("RoutingControlState", isOn(arn) ? "On" : "Off");
    }

    private ObjectNode update(JsonParameters input, CallContext context) {
        requireEndpoint(context);
        return apply(Map.of(known(input.required("RoutingControlArn")), isOn(input)));
    }

    private ObjectNode updateSeveral(JsonParameters input, CallContext context) {
        requireEndpoint(context);
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        input.structures("UpdateRoutingControlStateEntries")
                .forEach(entry -> wanted.put(known(entry.required("RoutingControlArn")), isOn(entry)));
        return apply(wanted);
    }

    /** All changes or none. */
    private ObjectNode apply(Map<String, Boolean> wanted) {
        Map<String, Boolean> after = new TreeMap<>(controls);
        after.putAll(wanted);
        for (SafetyRule rule : rules) {
            long on = rule.controls().stream()
                    .filter(arn -> after.getOrDefault(arn, false))
                    .count();
            if (on < rule.atLeast()) {
                throw new AwsError(
                        CONFLICT,
                        "ConflictException",
                        "The request would violate the safety rule " + rule.name() + ": at least " + rule.atLeast()
                                + " routing controls must be On.");
            }
        }
        controls.putAll(wanted);
        return object();
    }

    private String known(String arn) {
        if (!controls.containsKey(arn)) {
            throw new AwsError(NOT_FOUND, "ResourceNotFoundException", "Routing control " + arn + " does not exist.");
        }
        return arn;
    }

    private static boolean isOn(JsonParameters entry) {
        String state = entry.required("RoutingControlState");
        return switch (state) {
            case "On" -> true;
            case "Off" -> false;
            default -> throw AwsError.badRequest("ValidationException", "RoutingControlState must be On or Off");
        };
    }

    private static void requireEndpoint(CallContext context) {
        if (!REGIONS.contains(context.region())) {
            throw new AwsError(
                    NOT_FOUND, "ResourceNotFoundException", "A routing cluster has no endpoint in " + context.region());
        }
    }
}

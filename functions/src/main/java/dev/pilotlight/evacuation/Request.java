package dev.pilotlight.evacuation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a person has asked for.
 *
 * @param plans those that were named, or none for all that are in the bucket
 * @param reason why the person declares the outage
 * @param tolerated how many plans may fail before nothing more is begun
 */
record Request(List<Wanted> plans, String reason, int tolerated) {
    private static final Set<String> KNOWN = Set.of("plans", "declared", "reason", "tolerated", "Comment");
    private static final Set<String> KNOWN_OF_PLAN = Set.of("plan", "dependsOn", "priority");
    private static final int MOST_PLANS = 2_000;
    private static final int LONGEST_REASON = 400;
    private static final String REMEDY = "start with {\"declared\":true,\"reason\":\"<why>\"} for all plans, or add"
            + " \"plans\":[{\"plan\":\"<name>\",\"dependsOn\":[\"<other>\"],\"priority\":1}] and \"tolerated\":<failures>";

    Request {
        plans = List.copyOf(plans);
    }

    /**
     * One plan.
     *
     * @param dependsOn plans that must have been moved before it
     * @param priority smaller ones go first
     */
    record Wanted(PlanName plan, List<PlanName> dependsOn, int priority) {
        Wanted {
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /**
     * The input of an execution.
     *
     * @throws RefusedException with {@link Guard#INVALID_INPUT} that names every field in question
     */
    static Request read(JsonNode input) {
        List<String> problems = new ArrayList<>();
        unknown(input, KNOWN, "", problems);
        if (!input.path("declared").isBoolean() || !input.path("declared").booleanValue()) {
            problems.add("declared: it is not true, and only a person's word starts an evacuation");
        }
        JsonNode reason = input.path("reason");
        if (!reason.isTextual()
                || reason.textValue().isBlank()
                || reason.textValue().length() > LONGEST_REASON) {
            problems.add("reason: it is not a text of at most " + LONGEST_REASON + " characters");
        }
        JsonNode tolerated = input.path("tolerated");
        if (!tolerated.isMissingNode() && (!tolerated.isInt() || tolerated.intValue() < 0)) {
            problems.add("tolerated: it is not a number from 0");
        }
        List<Wanted> plans = plans(input.path("plans"), problems);
        if (!problems.isEmpty()) {
            throw invalid(problems);
        }
        return new Request(plans, reason.textValue(), tolerated.asInt(0));
    }

    static RefusedException invalid(List<String> problems) {
        return new RefusedException(Guard.INVALID_INPUT, "the input: " + String.join("; ", problems), REMEDY);
    }

    private static List<Wanted> plans(JsonNode list, List<String> problems) {
        List<Wanted> plans = new ArrayList<>();
        if (list.isMissingNode()) {
            return plans;
        }
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_PLANS) {
            problems.add("plans: it is not a list of 1 to " + MOST_PLANS + " plans");
            return plans;
        }
        for (int i = 0; i < list.size(); i++) {
            String path = "plans[" + i + "]";
            JsonNode one = list.get(i);
            unknown(one, KNOWN_OF_PLAN, path + ".", problems);
            try {
                List<PlanName> before = new ArrayList<>();
                one.path("dependsOn").forEach(name -> before.add(new PlanName(name.asText())));
                plans.add(new Wanted(
                        new PlanName(one.path("plan").asText()),
                        before,
                        one.path("priority").asInt(100)));
            } catch (IllegalArgumentException malformed) {
                problems.add(path + ": " + malformed.getMessage());
            }
        }
        return plans;
    }

    private static void unknown(JsonNode object, Set<String> known, String path, List<String> problems) {
        if (!object.isObject()) {
            problems.add((path.isEmpty() ? "it" : path.substring(0, path.length() - 1)) + " is not a JSON object");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add("there is no field " + path + name.substring(0, Math.min(40, name.length())));
            }
        });
    }
}

package dev.pilotlight.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a drill has measured, and what that means for the plan's objective. A drill promotes nothing, so it cannot say
 * how long a promotion takes; it says how long one may take.
 *
 * @param restore making databases for the drill, which no failover does
 * @param boot from the first launch to the last instance that has passed its checks
 * @param check from the first check to the last one that the plan asks for
 */
record DrillTimes(Duration restore, Duration boot, Duration check) {

    /**
     * The times that a state machine has noted.
     *
     * @param measured an object whose fields {@code restore}, {@code boot} and {@code check} have a start and an end,
     *     each of them left out when the drill did not get there
     */
    static DrillTimes of(JsonNode measured) {
        return new DrillTimes(
                span(measured.path("restore")), span(measured.path("boot")), span(measured.path("check")));
    }

    private static Duration span(JsonNode noted) {
        if (noted.isMissingNode()) {
            return Duration.ZERO;
        }
        try {
            Duration span = Duration.between(
                    Instant.parse(noted.path("start").asText()),
                    Instant.parse(noted.path("end").asText()));
            return span.isNegative() ? Duration.ZERO : span;
        } catch (DateTimeException malformed) {
            throw new BrokenInputException(
                    "measured: not a start and an end; the state machine must pass them", malformed);
        }
    }

    /** What a failover would take before anything else: the plan's window and its bound for the fence. */
    private static Duration before(Plan plan) {
        Duration fence =
                plan.fence().methods().isEmpty() ? Duration.ZERO : plan.fence().timeout();
        return plan.outage().window().plus(fence);
    }

    /** How long a failover would take if the promotion were no slower than the boot; they go on at the same time. */
    Duration expected(Plan plan) {
        return before(plan).plus(boot).plus(check);
    }

    /** How long the promotion may take for the objective to hold; not negative. */
    Duration leftForPromotion(Plan plan) {
        Duration left = plan.objectives().rto().minus(before(plan)).minus(check);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean within(Plan plan) {
        return expected(plan).compareTo(plan.objectives().rto()) <= 0;
    }

    /** All of it, in whole seconds, rounded up. */
    SortedMap<String, Object> facts(Plan plan) {
        SortedMap<String, Object> facts = new TreeMap<>();
        Map<String, Duration> all = Map.of(
                "restoreSeconds",
                restore,
                "bootSeconds",
                boot,
                "checkSeconds",
                check,
                "expectedSeconds",
                expected(plan),
                "objectiveSeconds",
                plan.objectives().rto(),
                "leftForPromotionSeconds",
                leftForPromotion(plan));
        all.forEach((name, duration) ->
                facts.put(name, duration.plusNanos(999_999_999).toSeconds()));
        facts.put("withinObjective", within(plan));
        return facts;
    }
}

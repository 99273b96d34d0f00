package dev.pilotlight.outage;

import dev.pilotlight.plan.AlarmArn;
import dev.pilotlight.plan.PlanName;
import java.time.Instant;

/** Something that may announce an outage. */
sealed interface TriggerEvent {

    /**
     * A CloudWatch alarm changed its state.
     *
     * @param shape of the envelope it came in
     * @param state like {@code ALARM}
     * @param at when it changed
     */
    record AlarmChanged(Shape shape, AlarmArn alarm, String state, Instant at) implements TriggerEvent {
        /** Whether the alarm rings; it may also have become quiet or lost its data. */
        boolean isRinging() {
            return state.equals("ALARM");
        }
    }

    /** A person says that this is an outage. */
    record Declared(PlanName plan, String reason) implements TriggerEvent {}

    /**
     * A schedule asks how the primaries are, and whether every announced outage has its run.
     *
     * @param at the time it was due, by the scheduler's clock
     */
    record Scheduled(Instant at) implements TriggerEvent {}

    /** AWS Health has spoken about a service in a Region. */
    record HealthChanged(HealthStatement statement) implements TriggerEvent {}

    /** The three ways in which CloudWatch tells a function about an alarm. */
    enum Shape {
        /** The event {@code CloudWatch Alarm State Change}. */
        EVENT_BRIDGE,
        /** The alarm's own action on a function. */
        DIRECT,
        /** A notification of the alarm's topic. */
        SNS
    }
}

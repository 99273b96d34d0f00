package dev.pilotlight.traffic;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Announcement;
import dev.pilotlight.journal.Announcements;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Map;

/** {@link ShiftTraffic} as a Lambda function, without arguments. */
public final class ShiftTrafficFunction extends StepFunction {
    public ShiftTrafficFunction() {
        this(Surroundings.ofLambda());
    }

    public ShiftTrafficFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return Announcements.of(surroundings()).after(shift(request), Announcement.SHIFTED, "", request);
    }

    private Outcome shift(StepRequest request) {
        return switch (request.plan().traffic()) {
            case TrafficSwitch.LatchedObject object -> shift(request, object);
            case TrafficSwitch.NoSwitch _ -> Outcome.done(Map.of("switch", "none"));
            case TrafficSwitch.LatchedMetric _ -> unsupported("latchedMetric");
            case TrafficSwitch.RoutingControl _ -> unsupported("routingControl");
        };
    }

    private Outcome shift(StepRequest request, TrafficSwitch.LatchedObject object) {
        return new ShiftTraffic(
                        new LatchedObjectControl(surroundings().clients().s3(), object))
                .advance(Leases.forProduction(surroundings(), request));
    }

    private static Outcome unsupported(String kind) {
        return new Outcome.Refused(
                Guard.INVALID_INPUT,
                "traffic.kind is " + kind + ", which is not supported yet",
                "move the traffic yourself now, as your runbook says; write kind: latchedObject or none in the plan");
    }
}

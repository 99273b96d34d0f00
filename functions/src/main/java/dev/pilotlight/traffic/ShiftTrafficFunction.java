package dev.pilotlight.traffic;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.journal.TrafficLatch;
import dev.pilotlight.plan.TrafficSwitch;
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
        return switch (request.plan().traffic()) {
            case TrafficSwitch.NoSwitch _ -> Outcome.done(Map.of("switch", "none"));
            case TrafficSwitch.LatchedObject object ->
                shift(request, new LatchedObjectControl(surroundings().clients().s3(), object));
            case TrafficSwitch.LatchedMetric metric -> shift(request, control(request, metric));
            case TrafficSwitch.RoutingControl control ->
                shift(request, new RoutingControlSwitch(surroundings().clients(), control));
        };
    }

    private LatchedMetricControl control(StepRequest request, TrafficSwitch.LatchedMetric metric) {
        JournalTable table = new DynamoJournalTable(
                surroundings().clients().dynamoDb(), surroundings().settings().table());
        return new LatchedMetricControl(
                request.plan().plan(),
                metric,
                new TrafficLatch(table),
                new CloudWatchSwitchMetric(surroundings()
                        .clients()
                        .cloudWatch(request.plan().regions().recovery())),
                request.now());
    }

    private Outcome shift(StepRequest request, TrafficControl control) {
        return new ShiftTraffic(control).advance(Leases.forProduction(surroundings(), request));
    }
}

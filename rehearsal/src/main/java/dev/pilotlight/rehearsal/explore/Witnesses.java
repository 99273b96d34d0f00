package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.plan.OutagePolicy;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.rehearsal.Stage;
import java.util.Optional;

/** The witnesses that a plan counts on: each looks every minute at what the plan itself asks about its primary. */
final class Witnesses {
    private static final String SCHEDULE = "rate(1 minute)";

    private Witnesses() {}

    /** Posts every witness of a plan; none when the plan asks the primary nothing that a witness could ask too. */
    static void post(Stage stage, Plan plan) {
        OutagePolicy outage = plan.outage();
        Optional<SignalSource.HttpSignal> target = outage.signals().stream()
                .filter(SignalSource.HttpSignal.class::isInstance)
                .map(SignalSource.HttpSignal.class::cast)
                .findFirst();
        for (SignalSource signal : outage.signals()) {
            if (signal instanceof SignalSource.WitnessSignal witness && target.isPresent()) {
                stage.post(witness.name(), SCHEDULE, assignment(plan, witness, target.get()));
            }
        }
    }

    private static String assignment(Plan plan, SignalSource.WitnessSignal witness, SignalSource.HttpSignal target) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("plan", plan.plan().value())
                .put("witness", witness.name())
                .put("url", target.url().toString())
                .put("passes", target.passes())
                .put("control", plan.outage().control().url().toString())
                .toString();
    }
}

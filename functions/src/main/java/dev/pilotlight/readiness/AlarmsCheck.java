package dev.pilotlight.readiness;

import dev.pilotlight.outage.Alarms;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource;
import java.time.Instant;
import java.util.Optional;

/** The alarms that the plan's signals name exist, have data, and say that all is well. */
final class AlarmsCheck implements Check {
    private final Alarms alarms;

    AlarmsCheck(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public Topic topic() {
        return Topic.ALARMS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (SignalSource signal : plan.outage().signals()) {
            if (signal instanceof SignalSource.AlarmSignal alarm) {
                look(alarm, tally);
            }
        }
        return tally.finding("no signal of the plan is an alarm");
    }

    private void look(SignalSource.AlarmSignal signal, Tally tally) {
        String name = signal.alarm().name();
        Optional<Alarms.Reading> reading = alarms.read(signal.alarm());
        if (reading.isEmpty()) {
            tally.notReady(
                    "the alarm " + name + " does not exist in " + signal.alarm().region(),
                    "create it, or correct the alarm's ARN in the plan");
            return;
        }
        String state = reading.get().state();
        switch (state) {
            case "OK" -> tally.ready(name + " is OK");
            case "ALARM" -> tally.notReady(name + " is in ALARM", "see to the primary; a failover may be under way");
            default ->
                tally.notReady(
                        name + " is " + state + ", so it could not announce an outage",
                        "see why its metric has no data: a health check that is disabled or deleted is the usual reason");
        }
    }
}

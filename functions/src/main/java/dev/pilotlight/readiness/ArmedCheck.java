package dev.pilotlight.readiness;

import dev.pilotlight.aws.Settings;
import dev.pilotlight.plan.Plan;
import java.time.Instant;

/** The deployment was armed on purpose: an alarm may start a failover. */
final class ArmedCheck implements Check {
    private final Settings settings;

    ArmedCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Topic topic() {
        return Topic.ARMED;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        return settings.upkeep().armed()
                ? new Finding.Ready("an alarm may start a failover")
                : new Finding.NotReady(
                        "alarms are ignored", "after a successful drill deploy template.yaml with Armed=yes");
    }
}

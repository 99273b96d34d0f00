package dev.pilotlight.readiness;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.recovery.RecoveryServices;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** The services answer without which a failover cannot end (S14). */
final class RecoveryServicesCheck implements Check {
    private final Function<Plan, RecoveryServices> services;

    RecoveryServicesCheck(Function<Plan, RecoveryServices> services) {
        this.services = services;
    }

    @Override
    public Topic topic() {
        return Topic.RECOVERY_SERVICES;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Map<String, String> silent = services.apply(plan).unanswered();
        return silent.isEmpty()
                ? new Finding.Ready("DynamoDB, EC2, RDS and STS answer")
                : new Finding.Unknown(
                        "no answer in the recovery Region: " + silent,
                        "look at the AWS Health Dashboard of the Region and at the function's policy; a failover would stop before it changes anything");
    }
}

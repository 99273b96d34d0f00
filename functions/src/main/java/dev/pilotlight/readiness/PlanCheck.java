package dev.pilotlight.readiness;

import dev.pilotlight.aws.Settings;
import dev.pilotlight.journal.Identity;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.Plan;
import java.time.Instant;

/**
 * The plan belongs to the account and the Region that this software is deployed in. That it is valid, its reader said.
 */
final class PlanCheck implements Check {
    private final Settings settings;
    private final Identity identity;

    PlanCheck(Settings settings, Identity identity) {
        this.settings = settings;
        this.identity = identity;
    }

    @Override
    public Topic topic() {
        return Topic.PLAN;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        if (!plan.regions().recovery().equals(settings.region())) {
            return new Finding.NotReady(
                    "the plan's recovery Region is " + plan.regions().recovery() + ", and this is deployed in "
                            + settings.region(),
                    "deploy template.yaml in the plan's recovery Region, or correct regions.recovery");
        }
        AccountId ours = identity.account();
        if (!ours.equals(plan.account()) || !settings.account().equals(plan.account())) {
            return new Finding.NotReady(
                    "the plan is for account " + plan.account() + ", and this is deployed in " + ours,
                    "deploy template.yaml in the plan's account, or correct account");
        }
        return new Finding.Ready("valid, of account " + ours + " and " + settings.region());
    }
}

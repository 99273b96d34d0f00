package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The instance profiles that tiers and drills launch with exist, and hold a role. */
final class InstanceProfilesCheck implements Check {
    private final AwsClients clients;

    InstanceProfilesCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.INSTANCE_PROFILES;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        TreeSet<String> names = new TreeSet<>();
        Tiers.launched(plan).stream().map(InstanceTier::instanceProfile).forEach(names::add);
        if (plan.drill() != null) {
            names.add(plan.drill().instanceProfile());
        }
        Tally tally = new Tally();
        names.forEach(name -> look(name, tally));
        return tally.finding(Tiers.NONE);
    }

    private void look(String name, Tally tally) {
        try {
            InstanceProfile profile = clients.identities()
                    .getInstanceProfile(get -> get.instanceProfileName(name))
                    .instanceProfile();
            if (profile.roles().isEmpty()) {
                tally.notReady("the profile " + name + " holds no role", "add the role of the instances to it");
            } else {
                tally.ready(name + " holds " + profile.roles().getFirst().roleName());
            }
        } catch (NoSuchEntityException none) {
            tally.notReady(
                    "the profile " + name + " does not exist", "create it, or correct instanceProfile in the plan");
        }
    }
}

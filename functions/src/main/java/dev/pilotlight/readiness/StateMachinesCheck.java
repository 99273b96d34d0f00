package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** The state machines do what those do that the functions were built and tried with. */
final class StateMachinesCheck implements Check {
    private final AwsClients clients;
    private final Settings settings;

    StateMachinesCheck(AwsClients clients, Settings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    @Override
    public Topic topic() {
        return Topic.STATE_MACHINES;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        String failover = settings.stateMachine(Settings.FAILOVER);
        String prefix = failover.substring(0, failover.length() - Settings.FAILOVER.length());
        Tally tally = new Tally();
        MachineDigest.built().forEach((name, digest) -> look(name, prefix + name, digest, tally));
        return tally.finding("");
    }

    private void look(String name, String arn, String built, Tally tally) {
        try {
            String deployed = MachineDigest.of(clients.stepFunctions()
                    .describeStateMachine(describe -> describe.stateMachineArn(arn))
                    .definition());
            if (deployed.equals(built)) {
                tally.ready(name + " " + built.substring(0, 12));
            } else {
                tally.notReady(
                        name + " was changed: " + deployed.substring(0, 12)
                                + " is deployed, the functions were built with " + built.substring(0, 12),
                        "deploy template.yaml again, and make changes in the repository only");
            }
        } catch (StateMachineDoesNotExistException none) {
            tally.notReady(arn + " does not exist", "deploy template.yaml again");
        }
    }
}

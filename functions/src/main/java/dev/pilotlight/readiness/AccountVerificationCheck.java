package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.journal.LastDrills;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import java.time.Instant;

/**
 * The account has launched something in the recovery Region before. The first launch in a Region can be held back for
 * verification ({@code PendingVerification}), for minutes to hours, and no API tells that ahead of it.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">PendingVerification</a>
 */
final class AccountVerificationCheck implements Check {
    private final AwsClients clients;
    private final LastDrills drills;

    AccountVerificationCheck(AwsClients clients, LastDrills drills) {
        this.clients = clients;
        this.drills = drills;
    }

    @Override
    public Topic topic() {
        return Topic.ACCOUNT_VERIFICATION;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        RegionName region = plan.regions().recovery();
        boolean instances = clients.ec2(region).describeInstances().reservations().stream()
                .anyMatch(reservation -> !reservation.instances().isEmpty());
        if (instances) {
            return new Finding.Ready("an instance has been launched in " + region);
        }
        return drills.of(plan.plan())
                .filter(LastDrills.LastDrill::passed)
                .<Finding>map(drill -> new Finding.Ready("the drill of " + drill.at() + " has launched instances"))
                .orElse(new Finding.Unknown(
                        "nothing shows that the account has ever launched an instance in " + region,
                        "launch one instance there, or run a drill: the first launch in a Region can take hours"));
    }
}

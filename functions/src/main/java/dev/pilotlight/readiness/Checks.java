package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.binding.SecretsManagerSecrets;
import dev.pilotlight.binding.SystemsManagerParameters;
import dev.pilotlight.database.AuroraGlobalDatabases;
import dev.pilotlight.database.CloudWatchReplicationLag;
import dev.pilotlight.image.AwsBootConditions;
import dev.pilotlight.image.Ec2Images;
import dev.pilotlight.image.Verification;
import dev.pilotlight.journal.AwsIdentity;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.LastDrills;
import dev.pilotlight.outage.CloudWatchAlarms;
import dev.pilotlight.recovery.AwsRecoveryServices;
import dev.pilotlight.site.HttpWeb;
import java.util.List;

/** Every check, by its area. */
final class Checks {
    private final Surroundings surroundings;
    private final AwsClients clients;
    private final Settings settings;
    private final LastDrills drills;
    private final JournalTable table;

    Checks(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.clients = surroundings.clients();
        this.settings = surroundings.settings();
        this.table = new DynamoJournalTable(clients.dynamoDb(), settings.table());
        this.drills = new LastDrills(table);
    }

    List<Check> of(Area area) {
        return switch (area) {
            case PLAN ->
                List.of(
                        new PlanCheck(settings, new AwsIdentity(clients.sts())),
                        new RecoveryServicesCheck(plan -> AwsRecoveryServices.of(surroundings, plan)));
            case FUNCTIONS -> List.of();
            case DATABASE -> database();
            case IMAGES -> images(new Ec2Images(clients.ec2(settings.region())));
            case NETWORK -> List.of(new SubnetsCheck(clients), new SecurityGroupsCheck(clients));
            case COMPUTE -> List.of(new InstanceProfilesCheck(clients), new InstanceTypesCheck(clients));
            case CAPACITY ->
                List.of(
                        new CapacityReservationsCheck(clients),
                        new VcpuQuotaCheck(clients),
                        new AccountVerificationCheck(clients, drills));
            case TRAFFIC -> traffic();
            case NAMES -> names(new Route53FailoverRecords(clients));
            case DEPLOYMENT ->
                List.of(
                        new ArmedCheck(settings),
                        new StateMachinesCheck(clients, settings),
                        new LastDrillCheck(drills),
                        new EmergencyRoleCheck(clients, settings));
        };
    }

    private List<Check> database() {
        AuroraGlobalDatabases databases = new AuroraGlobalDatabases(clients);
        return List.of(
                new GlobalClusterCheck(databases),
                new ReplicationLagCheck(new CloudWatchReplicationLag(clients)),
                new EngineVersionsCheck(clients),
                new DatabaseInstanceCheck(databases),
                new BindingsCheck(
                        new SystemsManagerParameters(clients.ssm(settings.region())),
                        new SecretsManagerSecrets(clients.secrets(settings.region()), settings.region())));
    }

    private List<Check> images(Ec2Images images) {
        Verification verification = new Verification(images, new AwsBootConditions(clients, settings.region()));
        return List.of(new ImagesCheck(images, verification), new ImageKeysCheck(images, verification));
    }

    private List<Check> names(FailoverRecords records) {
        return List.of(new HealthChecksCheck(clients, records), new DnsTtlCheck(records));
    }

    private List<Check> traffic() {
        return List.of(
                new TrafficSwitchCheck(clients, table),
                new StaticSitesCheck(clients, new HttpWeb(surroundings.sites(), surroundings.nanoTime())),
                new AlarmsCheck(new CloudWatchAlarms(clients)));
    }
}

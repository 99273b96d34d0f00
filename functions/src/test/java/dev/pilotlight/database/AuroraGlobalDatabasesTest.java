package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableThrottledException;
import dev.pilotlight.step.RetryableUnavailableException;
import org.junit.jupiter.api.Test;

class AuroraGlobalDatabasesTest {
    private static final String WEST = "arn:aws:rds:us-west-2:111111111111:cluster:shop-west";

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final Database database = run.plan().databases().getFirst();

    private Permit permit(Act.Kind kind) {
        return run.permit(new Act(kind, WEST, "token"));
    }

    private static Answer error(int status, String code, String message) {
        return Answer.xml(
                status,
                "<ErrorResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
    }

    private static Answer empty(String action) {
        return Answer.xml(
                200,
                "<" + action + "Response xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><" + action + "Result/></"
                        + action + "Response>");
    }

    private AuroraGlobalDatabases answering(Answer answer) {
        return new AuroraGlobalDatabases(new ScriptedHttp(_ -> answer).clients());
    }

    @Test
    void aDetachNamesTheClusterByItsArnInTheRecoveryRegion() throws Exception {
        ScriptedHttp http = new ScriptedHttp(_ -> empty("RemoveFromGlobalCluster"));
        new AuroraGlobalDatabases(http.clients()).detach(permit(Act.Kind.DETACH_CLUSTER), database);
        assertThat(http.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.host()).isEqualTo("rds.us-west-2.amazonaws.com");
            assertThat(asked.body())
                    .contains("Action=RemoveFromGlobalCluster")
                    .contains("GlobalClusterIdentifier=shop-global")
                    .contains("DbClusterIdentifier=arn%3Aaws%3Ards%3Aus-west-2%3A111111111111%3Acluster%3Ashop-west");
        });
    }

    @Test
    void aFailoverAllowsDataLossAndIsNoSwitchover() throws Exception {
        ScriptedHttp http = new ScriptedHttp(_ -> empty("FailoverGlobalCluster"));
        new AuroraGlobalDatabases(http.clients()).failOver(permit(Act.Kind.FAILOVER_GLOBAL_CLUSTER), database);
        assertThat(http.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.host()).isEqualTo("rds.us-west-2.amazonaws.com");
            assertThat(asked.body())
                    .contains("Action=FailoverGlobalCluster")
                    .contains("AllowDataLoss=true")
                    .doesNotContain("Switchover");
        });
    }

    @Test
    void aMemberThatHasLeftIsToldApartFromARejection() {
        assertThatThrownBy(() -> answering(error(
                                400,
                                "InvalidParameterValue",
                                "Cluster shop-west is not found in global cluster shop-global"))
                        .detach(permit(Act.Kind.DETACH_CLUSTER), database))
                .isInstanceOf(NotMemberException.class);
        assertThatThrownBy(() -> answering(error(400, "InvalidDBClusterStateFault", "it is being modified"))
                        .detach(permit(Act.Kind.DETACH_CLUSTER), database))
                .isExactlyInstanceOf(NotPromotableException.class);
    }

    @Test
    void otherErrorsAreNamedForWhatIsDoneAboutThem() {
        assertThatThrownBy(() -> answering(error(503, "ServiceUnavailable", "later"))
                        .detach(permit(Act.Kind.DETACH_CLUSTER), database))
                .isInstanceOf(RetryableUnavailableException.class);
        assertThatThrownBy(() -> answering(error(400, "Throttling", "Rate exceeded"))
                        .detach(permit(Act.Kind.DETACH_CLUSTER), database))
                .isInstanceOf(RetryableThrottledException.class);
        assertThatThrownBy(() -> answering(error(403, "AccessDenied", "not authorized"))
                        .detach(permit(Act.Kind.DETACH_CLUSTER), database))
                .isInstanceOf(BrokenConfigurationException.class);
    }

    @Test
    void aGlobalClusterThatDoesNotExistCannotBePromoted() {
        assertThatThrownBy(() -> answering(error(404, "GlobalClusterNotFoundFault", "no such cluster"))
                        .read(database))
                .isInstanceOf(NotPromotableException.class);
    }

    @Test
    void aDescriptionIsReadWhole() throws Exception {
        AuroraGlobalDatabases databases = new AuroraGlobalDatabases(new ScriptedHttp(asked -> Answer.xml(
                        200,
                        asked.body().contains("DescribeGlobalClusters")
                                ? GLOBAL
                                : asked.body().contains("DescribeDBClusters") ? CLUSTER : INSTANCES))
                .clients());
        DatabaseState state = databases.read(database);
        assertThat(state.membership()).isEqualTo(Membership.READER);
        assertThat(state.failover()).contains("switching-over");
        assertThat(state.status()).isEqualTo("promoting");
        assertThat(state.endpoint()).isEqualTo("shop-west.cluster-ro-abc.us-west-2.rds.amazonaws.com");
        assertThat(state.port()).isEqualTo(5432);
        assertThat(state.instances())
                .containsExactly(
                        new DatabaseState.Instance("shop-west-1", true, "available"),
                        new DatabaseState.Instance("shop-west-2", false, "creating"));
        assertThat(state.newInstanceClass()).contains("db.serverless");
    }

    private static final String GLOBAL = """
            <DescribeGlobalClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeGlobalClustersResult>
            <GlobalClusters><GlobalClusterMember><GlobalClusterIdentifier>shop-global</GlobalClusterIdentifier>
            <FailoverState><Status>switching-over</Status></FailoverState>
            <GlobalClusterMembers>
            <GlobalClusterMember><DBClusterArn>arn:aws:rds:us-east-1:111111111111:cluster:shop-east</DBClusterArn><IsWriter>true</IsWriter></GlobalClusterMember>
            <GlobalClusterMember><DBClusterArn>arn:aws:rds:us-west-2:111111111111:cluster:shop-west</DBClusterArn><IsWriter>false</IsWriter></GlobalClusterMember>
            </GlobalClusterMembers></GlobalClusterMember></GlobalClusters>
            </DescribeGlobalClustersResult></DescribeGlobalClustersResponse>
            """;

    private static final String CLUSTER = """
            <DescribeDBClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBClustersResult><DBClusters>
            <DBCluster><DBClusterIdentifier>shop-west</DBClusterIdentifier><Status>promoting</Status>
            <Endpoint>shop-west.cluster-ro-abc.us-west-2.rds.amazonaws.com</Endpoint><Port>5432</Port>
            <ServerlessV2ScalingConfiguration><MinCapacity>0.5</MinCapacity><MaxCapacity>8</MaxCapacity></ServerlessV2ScalingConfiguration>
            <DBClusterMembers>
            <DBClusterMember><DBInstanceIdentifier>shop-west-1</DBInstanceIdentifier><IsClusterWriter>true</IsClusterWriter></DBClusterMember>
            <DBClusterMember><DBInstanceIdentifier>shop-west-2</DBInstanceIdentifier><IsClusterWriter>false</IsClusterWriter></DBClusterMember>
            </DBClusterMembers></DBCluster>
            </DBClusters></DescribeDBClustersResult></DescribeDBClustersResponse>
            """;

    private static final String INSTANCES = """
            <DescribeDBInstancesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBInstancesResult><DBInstances>
            <DBInstance><DBInstanceIdentifier>shop-west-2</DBInstanceIdentifier><DBInstanceStatus>creating</DBInstanceStatus></DBInstance>
            <DBInstance><DBInstanceIdentifier>shop-west-1</DBInstanceIdentifier><DBInstanceStatus>available</DBInstanceStatus></DBInstance>
            </DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>
            """;
}

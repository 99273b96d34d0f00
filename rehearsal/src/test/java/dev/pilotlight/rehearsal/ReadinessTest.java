package dev.pilotlight.rehearsal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.LastDrills;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.readiness.CheckReadinessFunction;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.rehearsal.watch.Effect;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.lambda.Answer;
import dev.pilotlight.twin.service.rds.ClusterDefinition;
import dev.pilotlight.twin.service.rds.ModelledEngine;
import dev.pilotlight.twin.service.route53.HealthCheck;
import dev.pilotlight.twin.service.route53.RecordSet;
import dev.pilotlight.twin.service.s3.BucketSettings;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;

/** The shipped readiness machine on the walk-through's world, and on worlds in which one thing is wrong. */
class ReadinessTest {
    private static final String READY = "READY";
    private static final String NOT_READY = "NOT_READY";
    private static final String UNKNOWN = "UNKNOWN";

    /** What readiness may write: its own metric, report, sheet and notice. */
    private static final Set<String> OWN = Set.of("cloudwatch:PutMetricData", "s3:PutObject", "sns:Publish");

    /** Something that is wrong with the world, and the check that has to notice it. */
    record Flaw(String check, String what, Consumer<Twin> world, Consumer<ObjectNode> plan) {
        Flaw(String check, String what, Consumer<Twin> world) {
            this(check, what, world, _ -> {});
        }

        static Flaw ofPlan(String check, String what, Consumer<ObjectNode> plan) {
            return new Flaw(check, what, _ -> {}, plan);
        }

        @Override
        public String toString() {
            return check + ": " + what;
        }
    }

    static Stream<Flaw> flaws() {
        return Stream.of(
                Flaw.ofPlan("plan", "it names another account", plan -> plan.put("account", "222222222222")),
                Flaw.ofPlan(
                        "global-cluster",
                        "there is none of this name",
                        plan -> in(plan, "databases").put("globalCluster", "nowhere")),
                Flaw.ofPlan(
                        "replication-lag",
                        "less may be lost than the lag is",
                        plan -> in(plan, "databases").put("maxLag", "PT0.1S")),
                Flaw.ofPlan(
                        "images",
                        "no image carries the tags",
                        plan -> in(plan, "tiers").withObject("/image/tags").put("Colour", "red")),
                Flaw.ofPlan(
                        "subnets",
                        "one does not exist",
                        plan -> in(plan, "tiers").withArray("subnets").add("subnet-0000000000000dead")),
                Flaw.ofPlan(
                        "subnets",
                        "more instances are wanted than addresses are free",
                        plan -> in(plan, "tiers").put("count", 600)),
                Flaw.ofPlan(
                        "security-groups",
                        "one does not exist",
                        plan -> in(plan, "tiers").withArray("securityGroups").add("sg-0000000000000dead")),
                Flaw.ofPlan(
                        "instance-profiles",
                        "it does not exist",
                        plan -> in(plan, "tiers").put("instanceProfile", "nobody")),
                new Flaw(
                        "instance-profiles",
                        "it holds no role",
                        twin -> twin.identities().seedProfile("shop-web", "")),
                Flaw.ofPlan(
                        "instance-types",
                        "one is offered nowhere",
                        plan -> in(plan, "tiers").withArray("instanceTypes").add("m99.large")),
                Flaw.ofPlan(
                        "capacity-reservations",
                        "it does not exist",
                        plan -> in(plan, "tiers").put("capacityReservation", "cr-0000000000000dead")),
                new Flaw(
                        "capacity-reservations",
                        "it is too small",
                        twin -> twin.ec2()
                                .addReservation(
                                        Walkthrough.RECOVERY, "cr-00000000000000001", "us-west-2a", "m7g.large", 1),
                        plan -> in(plan, "tiers").put("capacityReservation", "cr-00000000000000001")),
                new Flaw(
                        "vcpu-quota",
                        "it is lower than what is needed",
                        twin -> twin.quotas().seed(Walkthrough.RECOVERY, 3)),
                new Flaw(
                        "traffic-switch",
                        "its bucket keeps no versions",
                        twin -> twin.s3()
                                .change(Walkthrough.SWITCH_BUCKET, latched().withoutVersions())),
                new Flaw(
                        "traffic-switch",
                        "its bucket has a lifecycle",
                        twin -> twin.s3()
                                .change(Walkthrough.SWITCH_BUCKET, latched().withExpiry())),
                new Flaw(
                        "traffic-switch",
                        "anybody may delete it",
                        twin -> twin.s3()
                                .change(
                                        Walkthrough.SWITCH_BUCKET,
                                        BucketSettings.plain().withVersions().readableByEverybody())),
                new Flaw(
                        "traffic-switch",
                        "it says neither",
                        twin -> twin.s3()
                                .seedObject(
                                        twin.creator(Walkthrough.RECOVERY),
                                        Walkthrough.SWITCH_BUCKET,
                                        Walkthrough.SWITCH_KEY,
                                        "text/plain",
                                        "maybe")),
                new Flaw(
                        "static-sites",
                        "a page was put there by hand",
                        twin -> twin.s3()
                                .seedObject(
                                        twin.creator(Walkthrough.RECOVERY),
                                        "shop-site-west",
                                        "index.html",
                                        "text/html",
                                        "x")),
                new Flaw(
                        "static-sites",
                        "nobody may read it",
                        twin -> twin.s3()
                                .change("shop-site-west", BucketSettings.plain().withVersions())),
                Flaw.ofPlan(
                        "alarms",
                        "it does not exist",
                        plan -> ((ObjectNode)
                                        plan.path("outage").path("signals").path(0))
                                .put("alarm", "arn:aws:cloudwatch:us-east-1:111111111111:alarm:nothing")),
                new Flaw(
                        "health-checks",
                        "the alarm's is disabled",
                        twin -> twin.route53()
                                .seedHealthCheck(
                                        Walkthrough.VISITORS_CHECK,
                                        new HealthCheck(
                                                HealthCheck.page(
                                                                Walkthrough.PRIMARY_SITE,
                                                                "/health",
                                                                Duration.ofSeconds(30),
                                                                3)
                                                        .subject(),
                                                Duration.ofSeconds(30),
                                                false,
                                                true))),
                new Flaw(
                        "health-checks",
                        "the record's looks at something else",
                        twin -> twin.route53()
                                .seedRecord("Z0000000000001", primaryRecord(60).checkedBy(Walkthrough.VISITORS_CHECK))),
                new Flaw(
                        "dns-ttl",
                        "visitors remember the primary for long",
                        twin -> twin.route53().seedRecord("Z0000000000001", primaryRecord(300))),
                new Flaw("state-machines", "somebody has edited one in the console", ReadinessTest::editAMachine),
                new Flaw(
                        "emergency-role",
                        "only an identity provider opens it",
                        twin -> twin.identities()
                                .seedRole(
                                        Walkthrough.EMERGENCY_ROLE,
                                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::111111111111:saml-provider/x\"},\"Action\":\"sts:AssumeRoleWithSAML\"}]}")),
                new Flaw(
                        "engine-versions",
                        "a managed failover takes no other minor version",
                        twin -> addDatabase(twin, "inventory", "16.4", List.of("inventory-west-1")),
                        plan -> plan.withArray("databases").add(database("inventory", "managed"))),
                new Flaw(
                        "database-instance",
                        "the recovery cluster has none, and nobody says of which class one should be",
                        twin -> addDatabase(twin, "archive", "17.4", List.of()),
                        plan -> plan.withArray("databases").add(database("archive", "detach"))),
                Flaw.ofPlan(
                        "bindings",
                        "a secret is not replicated",
                        plan -> plan.withArray("bindings")
                                .addObject()
                                .put("secret", "shop/nowhere")
                                .put("key", "host")
                                .put("value", "database.orders.host")),
                new Flaw("armed", "nobody has armed the deployment", ReadinessTest::disarm),
                Flaw.ofPlan("last-drill", "the plan knows none", plan -> plan.remove("drill")));
    }

    @Test
    void aWorldInWhichAllIsWellIsReadyAndNothingIsChanged() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            Execution run = check(simulation);

            assertThat(run.output().orElseThrow().path("verdict").asText()).isEqualTo(READY);
            JsonNode report = simulation.document("readiness/shop.json");
            assertThat(statuses(report))
                    .allSatisfy((check, status) -> assertThat(status).as(check).isEqualTo(READY));
            assertThat(report.path("score").asInt()).isEqualTo(100);
            assertThat(writes(simulation)).isSubsetOf(OWN);
            assertThat(simulation.twin().s3().content(Walkthrough.BUCKET, "breakglass/shop.txt"))
                    .isPresent();
        }
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void whatIsWrongIsNoticedByItsCheckWithARemedy(Flaw flaw) {
        try (Simulation simulation = ready(flaw.world(), flaw.plan())) {
            Execution run = check(simulation);

            JsonNode found = result(simulation, flaw.check());
            assertThat(found.path("status").asText())
                    .as("%s", found.path("evidence").asText())
                    .isEqualTo(NOT_READY);
            assertThat(found.path("evidence").asText()).isNotBlank();
            assertThat(found.path("remedy").asText()).isNotBlank();
            assertThat(run.output().orElseThrow().path("verdict").asText()).isEqualTo(NOT_READY);
            assertThat(writes(simulation)).isSubsetOf(OWN);
        }
    }

    /** An image whose copy is encrypted under a key that somebody has disabled since. */
    @Tag("thorough")
    @Test
    void anImageUnderADisabledKeyIsNoticed() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            simulation.twin().keys().seed(Walkthrough.RECOVERY, "images", "Enabled");
            copyUnder(simulation, "images");
            check(simulation);
            assertThat(result(simulation, "image-keys").path("evidence").asText())
                    .contains("key/images is enabled");

            simulation.twin().keys().seed(Walkthrough.RECOVERY, "images", "Disabled");
            check(simulation);
            JsonNode found = result(simulation, "image-keys");
            assertThat(found.path("status").asText()).isEqualTo(NOT_READY);
            assertThat(found.path("evidence").asText()).contains("Disabled", "key/images");
            assertThat(found.path("remedy").asText()).isNotBlank();
        }
    }

    /** No API tells whether the first launch in a Region will be held back, so the answer is never a no. */
    @Tag("thorough")
    @Test
    void whetherTheAccountMayLaunchIsUnknownUntilItHasLaunchedSomething() {
        try (Simulation simulation = Simulation.prepared()) {
            check(simulation);

            JsonNode found = result(simulation, "account-verification");
            assertThat(found.path("status").asText()).isEqualTo(UNKNOWN);
            assertThat(found.path("remedy").asText()).contains("run a drill");
        }
    }

    /** One flaw of each check in one world: none hides another. */
    @Test
    void everythingThatIsWrongAtOnceIsFoundInOneRun() {
        Map<String, Flaw> first = new TreeMap<>();
        // These hide others: without a valid plan, a known type or an alarm there is nothing more to look at.
        Set<String> hiding = Set.of("plan", "instance-types", "alarms");
        flaws().filter(flaw -> !hiding.contains(flaw.check())).forEach(flaw -> first.putIfAbsent(flaw.check(), flaw));
        Consumer<Twin> world =
                twin -> first.values().forEach(flaw -> flaw.world().accept(twin));
        Consumer<ObjectNode> plan =
                document -> first.values().forEach(flaw -> flaw.plan().accept(document));
        try (Simulation simulation = ready(world, plan)) {
            check(simulation);

            Map<String, String> statuses = statuses(simulation.document("readiness/shop.json"));
            assertThat(first.keySet())
                    .hasSizeGreaterThan(13)
                    .allSatisfy(check -> assertThat(statuses).containsEntry(check, NOT_READY));
        }
    }

    /** Whatever one service does to us, the report is complete, and our own trouble is not called the world's. */
    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("services")
    void aServiceThatFailsLeavesUnknownAnswersInACompleteReport(String service) {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            simulation.breakCalls(call ->
                    call.service().equals(service) && call.principal().equals("CheckReadiness") && !isPlan(call));
            check(simulation);

            JsonNode report = simulation.document("readiness/shop.json");
            Map<String, String> statuses = statuses(report);
            assertThat(statuses).hasSize(26);
            assertThat(statuses.values()).contains(UNKNOWN);
            assertThat(statuses.values()).doesNotContain(NOT_READY);
        }
    }

    static List<String> services() {
        return List.of("ec2", "rds", "monitoring", "iam", "servicequotas", "route53", "states", "s3", "ssm");
    }

    @Test
    void aPrimaryThatHangsIsWaitedForShortly() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            simulation.strike();
            Execution run = check(simulation);

            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(result(simulation, "engine-versions").path("status").asText())
                    .isEqualTo(UNKNOWN);
            assertThat(result(simulation, "images").path("status").asText()).isEqualTo(READY);
        }
    }

    @Test
    void aFunctionThatIsNotAllowedWhatItNeedsIsNamed() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            simulation.denyCalls(call -> call.principal().equals("LaunchInstances")
                    && call.operation().equals("RunInstances"));
            check(simulation);

            JsonNode found = result(simulation, "permissions");
            assertThat(found.path("status").asText()).isEqualTo(NOT_READY);
            assertThat(found.path("evidence").asText()).contains("LaunchInstances");
        }
    }

    @Tag("thorough")
    @Test
    void peopleAreToldWhenSomethingChangesAndOnlyThen() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            check(simulation);
            int first = told(simulation);
            check(simulation);
            assertThat(told(simulation)).isEqualTo(first);

            simulation.twin().identities().removeProfile("shop-web");
            check(simulation);
            check(simulation);
            assertThat(told(simulation)).isEqualTo(first + 1);

            simulation.twin().identities().seedProfile("shop-web", "shop-web");
            check(simulation);
            assertThat(told(simulation)).isEqualTo(first + 2);
        }
    }

    @Tag("thorough")
    @Test
    void oneUnknownAnswerIsAHiccupAndTheThirdIsTold() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            check(simulation);
            int first = told(simulation);
            simulation.breakCalls(call -> call.service().equals("iam"));
            check(simulation);
            check(simulation);
            assertThat(told(simulation)).isEqualTo(first);
            check(simulation);
            assertThat(told(simulation)).isEqualTo(first + 1);
        }
    }

    @Test
    void aPlanThatIsNotValidIsReportedAndTheOthersAreStillChecked() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            simulation.storePlan("{\"plan\":\"shop\"}");
            Execution run = check(simulation);

            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(result(simulation, "plan").path("status").asText()).isEqualTo(NOT_READY);
            assertThat(result(simulation, "images").path("status").asText()).isEqualTo(UNKNOWN);
        }
    }

    @Test
    void everyFunctionIsRehearsedByTheMachineAndTouchesNothing() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            Set<String> wanted = new TreeSet<>(DeployedFunctions.names());
            wanted.removeAll(Set.of("FindPlans", "CheckReadiness", "ReportReadiness"));
            Set<String> listed = new TreeSet<>();
            requireNonNull(Machine.read("readiness").states().get("Rehearse every function"))
                    .path("Items")
                    .forEach(item -> listed.add(item.path("function").asText()));
            assertThat(listed)
                    .as("add the function to Items of readiness.asl.json")
                    .isEqualTo(wanted);

            String event = Simulation.object()
                    .put("rehearsal", true)
                    .set("plan", Simulation.plan())
                    .toString();
            for (String function : wanted) {
                Answer answer = simulation.invoke(function, event);
                assertThat(answer).as(function).isInstanceOf(Answer.Returned.class);
            }
            assertThat(writes(simulation)).isEmpty();
        }
    }

    @Test
    void theSampleEventsAreAnswered() throws IOException {
        Map<String, String> samples = Map.of(
                "find-plans", "FindPlans",
                "check-readiness-plan", "CheckReadiness",
                "check-readiness", "CheckReadiness",
                "report-readiness", "ReportReadiness",
                "rehearsal", "LaunchInstances");
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            for (Map.Entry<String, String> sample : samples.entrySet()) {
                String event = Files.readString(
                        Simulation.repository().root().resolve("events").resolve(sample.getKey() + ".json"));
                assertThat(simulation.invoke(sample.getValue(), event))
                        .as(sample.getKey())
                        .isInstanceOf(Answer.Returned.class);
            }
        }
    }

    @Test
    void aDrillThatHasFailedOrIsOldProvesNothing() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            drill(simulation, "2025-12-21T00:00:00Z", false);
            check(simulation);
            assertThat(result(simulation, "last-drill").path("evidence").asText())
                    .contains("it broke");
        }
    }

    @Tag("thorough")
    @Test
    void afterAFailoverTheRecoveryRegionIsNotReadyForAnother() {
        try (Simulation simulation = ready(_ -> {}, _ -> {})) {
            simulation.failOver();
            check(simulation);

            assertThat(result(simulation, "global-cluster").path("status").asText())
                    .isEqualTo(NOT_READY);
            assertThat(result(simulation, "traffic-switch").path("status").asText())
                    .isEqualTo(READY);
        }
    }

    private static Simulation ready(Consumer<Twin> world, Consumer<ObjectNode> plan) {
        Simulation simulation = Simulation.prepared();
        drill(simulation, "2025-12-20T00:00:00Z", true);
        world.accept(simulation.twin());
        ObjectNode document = Simulation.plan();
        plan.accept(document);
        simulation.storePlan(document.toString());
        return simulation;
    }

    private static void drill(Simulation simulation, String at, boolean passed) {
        AwsClients clients = Stage.simulatedClients();
        LastDrills drills = new LastDrills(new DynamoJournalTable(clients.dynamoDb(), Walkthrough.TABLE));
        LastDrills.LastDrill drill = new LastDrills.LastDrill(
                new Epoch(passed ? 1 : 2), "drill-1", Instant.parse(at), passed, passed, passed ? "" : "it broke");
        simulation.twin().functions().deploy("a drill", (event, answer) -> drills.keep(new PlanName("shop"), drill));
        simulation.invoke("a drill", "{}");
    }

    private static void editAMachine(Twin twin) {
        String arn = "arn:aws:states:us-west-2:111111111111:stateMachine:failover";
        Rigging.Script other =
                new Rigging.Script("{\"StartAt\":\"Do nothing\",\"States\":{\"Do nothing\":{\"Type\":\"Succeed\"}}}");
        twin.stepFunctions()
                .add(arn, other::definition, other.text(), twin.timeline().now());
    }

    private static void addDatabase(Twin twin, String name, String recoveryVersion, List<String> instances) {
        Physics physics = twin.nature().physics();
        Instant since = twin.timeline().now().minus(Duration.ofDays(30));
        String primary = clusterArn(Walkthrough.PRIMARY, name + "-east");
        String recovery = clusterArn(Walkthrough.RECOVERY, name + "-west");
        ModelledEngine writer =
                ModelledEngine.writer(primary, physics.database(), twin.nature().outages(), since);
        ModelledEngine reader = ModelledEngine.reader(
                recovery, physics.database(), twin.nature().outages(), writer);
        twin.rds().addCluster(cluster(primary, "17.4", List.of(name + "-east-1")), writer, since);
        twin.rds().addCluster(cluster(recovery, recoveryVersion, instances), reader, since);
        twin.rds().addGlobalCluster(name + "-global", primary, List.of(recovery));
    }

    private static ClusterDefinition cluster(String arn, String version, List<String> instances) {
        return new ClusterDefinition(arn, "aurora-postgresql", version, "shop", "postgres", "db.r6g.large", instances);
    }

    private static ObjectNode database(String name, String strategy) {
        return Simulation.object()
                .put("name", name)
                .put("globalCluster", name + "-global")
                .put("primaryCluster", clusterArn(Walkthrough.PRIMARY, name + "-east"))
                .put("recoveryCluster", clusterArn(Walkthrough.RECOVERY, name + "-west"))
                .put("strategy", strategy)
                .put("managedDeadline", "15m")
                .put("maxLag", "3m");
    }

    private static String clusterArn(String region, String name) {
        return "arn:aws:rds:" + region + ":" + Twin.ACCOUNT + ":cluster:" + name;
    }

    private static void disarm(Twin twin) {
        Map<String, String> machines = new TreeMap<>();
        Repository.MACHINES.forEach(
                name -> machines.put(name, "arn:aws:states:us-west-2:111111111111:stateMachine:" + name));
        Settings settings = new Settings(
                new AccountId(Twin.ACCOUNT),
                new RegionName(Walkthrough.RECOVERY),
                Walkthrough.TABLE,
                Walkthrough.BUCKET,
                Walkthrough.TOPIC,
                machines,
                List.of(),
                new Settings.Upkeep(false, Walkthrough.EMERGENCY_ROLE));
        Surroundings unarmed = new Surroundings(
                () -> twin.timeline().now(),
                () -> 0,
                () -> "checks write nothing that needs one",
                Stage.simulatedClients(),
                twin.wayOut(Walkthrough.RECOVERY),
                settings);
        twin.functions()
                .deploy(
                        "CheckReadiness",
                        DeployedFunctions.handler("CheckReadiness", new CheckReadinessFunction(unarmed)));
    }

    /** Copies the verified image within the recovery Region, as sync-images would under a key of the account's own. */
    private static void copyUnder(Simulation simulation, String key) {
        Ec2Client ec2 = Stage.simulatedClients().ec2(new RegionName(Walkthrough.RECOVERY));
        simulation.twin().functions().deploy("a copy", (event, answer) -> {
            Image verified = ec2.describeImages(describe -> describe.owners("self"))
                    .images()
                    .getFirst();
            String copy = ec2.copyImage(request -> request.name("encrypted")
                            .sourceImageId(verified.imageId())
                            .sourceRegion(Walkthrough.RECOVERY)
                            .clientToken("encrypted")
                            .encrypted(true)
                            .kmsKeyId(key))
                    .imageId();
            ec2.createTags(tag -> tag.resources(copy).tags(verified.tags()));
        });
        simulation.advance(Duration.ofMinutes(10));
        simulation.invoke("a copy", "{}");
        simulation.advance(Duration.ofMinutes(10));
    }

    private static Execution check(Simulation simulation) {
        simulation.advance(Duration.ofMinutes(5));
        Execution run =
                simulation.start("readiness", "readiness-" + simulation.now().toEpochMilli(), Simulation.object());
        return simulation.runToEnd(run);
    }

    private static Map<String, String> statuses(JsonNode report) {
        Map<String, String> statuses = new TreeMap<>();
        report.path("checks")
                .forEach(check -> statuses.put(
                        check.path("check").asText(), check.path("status").asText()));
        return statuses;
    }

    private static JsonNode result(Simulation simulation, String check) {
        for (JsonNode result : simulation.document("readiness/shop.json").path("checks")) {
            if (result.path("check").asText().equals(check)) {
                return result;
            }
        }
        throw new AssertionError("the report has no check " + check);
    }

    private static Set<String> writes(Simulation simulation) {
        Set<String> writes = new TreeSet<>();
        simulation.calls().stream()
                .map(Seen::call)
                .filter(call -> Effect.of(call) != Effect.LOOK)
                .filter(ReadinessTest::isOfReadiness)
                .map(call -> call.service().replace("monitoring", "cloudwatch") + ":" + call.operation())
                .forEach(writes::add);
        return writes;
    }

    /** The watch over the primary runs beside, and what the tests themselves write is nobody's. */
    private static boolean isOfReadiness(Call call) {
        return DeployedFunctions.names().contains(call.principal())
                && !call.principal().equals("StartFailover");
    }

    private static boolean isPlan(Call call) {
        return call.request().path().contains("/plans/");
    }

    private static int told(Simulation simulation) {
        return simulation.twin().topics().publications(Walkthrough.TOPIC).size();
    }

    private static ObjectNode in(ObjectNode plan, String list) {
        return (ObjectNode) plan.path(list).path(0);
    }

    private static BucketSettings latched() {
        return BucketSettings.plain().withVersions().denyingDelete().readableByEverybody();
    }

    private static RecordSet primaryRecord(int seconds) {
        return RecordSet.canonicalName(Walkthrough.SHOP, Duration.ofSeconds(seconds), Walkthrough.PRIMARY_SITE)
                .as(RecordSet.Role.PRIMARY, "primary")
                .checkedBy("00000000-0000-4000-8000-000000000201");
    }
}

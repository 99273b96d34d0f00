package dev.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
    @Test
    void theExampleIsAPlanWithEverythingInIt() {
        Plan plan = ShopPlan.plan();

        assertThat(plan.plan()).isEqualTo(new PlanName("shop"));
        assertThat(plan.regions().recovery()).isEqualTo(new RegionName("us-west-2"));
        assertThat(plan.outage().window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(plan.outage().signals())
                .extracting(SignalSource::vantage)
                .containsExactly(Vantage.OUTSIDE, Vantage.RECOVERY, Vantage.RECOVERY, Vantage.OUTSIDE);
        assertThat(plan.database("orders").orElseThrow().recoveryCluster().identifier())
                .isEqualTo("shop-west");
        assertThat(plan.tier("web"))
                .get()
                .isInstanceOfSatisfying(
                        InstanceTier.class,
                        web -> assertThat(web.image().tags()).containsEntry("Name", "shop-web"));
        assertThat(plan.site("static").orElseThrow().expect().body()).isNull();
        assertThat(plan.traffic()).isInstanceOf(TrafficSwitch.LatchedObject.class);
        assertThat(plan.globalClusters()).containsExactly(new GlobalClusterId("shop-global"));
    }

    @Test
    void aPlanThatIsWrittenAndReadAgainIsEqualAndHasTheSameDigest() {
        Plan plan = ShopPlan.plan();

        Plan again = PlanReader.read(PlanWriter.write(plan));

        assertThat(again).isEqualTo(plan);
        assertThat(again.digest()).isEqualTo(plan.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void theSpellingOfAPlanDoesNotChangeItsDigest() {
        Plan otherSpelling = ShopPlan.with(document -> {
            at(document, "outage").put("window", "PT60S");
            ObjectNode regions = at(document, "regions");
            JsonNode primary = regions.remove("primary");
            regions.set("primary", primary);
            document.remove("holdCapacity");
        });

        assertThat(otherSpelling.digest()).isEqualTo(ShopPlan.plan().digest());
    }

    @Test
    void anyOtherValueChangesTheDigest() {
        Plan other = ShopPlan.with(document -> at(document, "outage").put("window", "61s"));

        assertThat(other.digest()).isNotEqualTo(ShopPlan.plan().digest());
    }

    @Test
    void whatMayBeLeftOutHasADefault() {
        Plan plan = ShopPlan.with(document -> {
            document.remove(List.of("version", "fence", "bindings", "holdCapacity", "drill", "notify"));
            at(document, "outage").remove("cooldown");
            first(document, "sites").remove("interval");
        });

        assertThat(plan.version()).isEqualTo(1);
        assertThat(plan.fence().unfenced()).isEqualTo(Unfenced.ASK);
        assertThat(plan.outage().cooldown()).isEqualTo(Duration.ofHours(1));
        assertThat(plan.sites().getFirst().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plan.drill()).isNull();
        assertThat(plan.notification()).isNull();
    }

    @Test
    void everyKindOfTrafficSwitchSurvivesARoundTrip() {
        for (String traffic : List.of(
                "{'kind':'latchedMetric','namespace':'Shop','metric':'serving','healthCheckInterval':'10s'}",
                "{'kind':'none'}",
                RoutingControls.traffic().toString())) {
            Plan plan = ShopPlan.with(document -> document.set("traffic", Documents.json(traffic)));

            assertThat(PlanReader.read(PlanWriter.write(plan)))
                    .as(traffic)
                    .isEqualTo(plan)
                    .isNotEqualTo(ShopPlan.plan());
        }
    }

    @Test
    void everyMethodOfFencingSurvivesARoundTrip() {
        Plan plan = ShopPlan.with(document -> at(document, "fence").setAll((ObjectNode) Documents.json(
                "{'methods':['function','networkAcl','stopCompute'],'subnets':['subnet-0e0e0e0e0e0e0e0e5'],"
                        + "'instanceTags':{'Name':'shop-web'},"
                        + "'function':'arn:aws:lambda:us-west-2:111111111111:function:fence:live'}")));

        assertThat(PlanReader.read(PlanWriter.write(plan))).isEqualTo(plan);
        assertThat(plan.fence().methods())
                .containsExactly(FenceMethod.FUNCTION, FenceMethod.NETWORK_ACL, FenceMethod.STOP_COMPUTE);
    }

    @Test
    void aMethodOfFencingAndItsFieldComeTogether() {
        assertThat(problems(document ->
                        at(document, "fence").set("methods", Documents.json("['stopCompute','function','function']"))))
                .extracting(Problem::path)
                .containsExactly("fence.methods[2]", "fence.instanceTags", "fence.function");
        assertThat(problems(document -> at(document, "fence").setAll((ObjectNode)
                        Documents.json("{'methods':[],'subnets':['subnet-0e0e0e0e0e0e0e0e5'],'instanceTags':{'a':'b'},"
                                + "'function':'arn:aws:lambda:us-west-2:222222222222:function:fence'}"))))
                .extracting(Problem::path)
                .containsExactly("fence.subnets", "fence.instanceTags", "fence.function", "fence.function");
    }

    @Test
    void aWildcardNeverChoosesWhatIsStopped() {
        assertThat(problems(document -> at(document, "fence").setAll((ObjectNode)
                        Documents.json("{'methods':['stopCompute'],'instanceTags':{'Name':'shop-*'}}"))))
                .extracting(Problem::path)
                .containsExactly("fence");
    }

    @Test
    void aWitnessIsASignalFromOutside() {
        Plan plan =
                ShopPlan.with(document -> ((ArrayNode) at(document, "outage").get("signals"))
                        .set(3, Documents.json("{'name':'ohio','kind':'witness'}")));

        assertThat(plan.outage().signals().getLast())
                .isEqualTo(new SignalSource.WitnessSignal("ohio", Duration.ofMinutes(3)));
    }

    @Test
    void aPrimaryInTheRegionOfTheAlarmsNeedsAWitness() {
        Consumer<ObjectNode> withoutWitness =
                document -> ((ArrayNode) at(document, "outage").get("signals")).remove(3);

        assertThat(problems(withoutWitness))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("outage.signals"))
                .satisfies(problem -> assertThat(problem.remedy()).contains("trigger/witness.yaml"));
    }

    @Test
    void aPrimaryElsewhereNeedsNoWitness() {
        assertThat(ShopPlan.with(document -> {
                            ((ArrayNode) at(document, "outage").get("signals")).remove(3);
                            document.putArray("databases");
                            document.putArray("bindings");
                            document.remove("failback");
                            at(document, "regions").put("primary", "eu-west-1");
                        })
                        .outage()
                        .signals())
                .hasSize(3);
    }

    @Test
    void anUnknownFieldIsNamedAtAnyDepth() {
        assertThat(problems(document -> {
                    document.put("databses", "x");
                    first(document, "tiers").put("size", 3);
                    first(at(document, "outage"), "signals").put("alarms", "x");
                }))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("databses", "tiers[0].size", "outage.signals[0].alarms");
    }

    @Test
    void aFieldThatTheChosenKindDoesNotHaveIsUnknown() {
        assertThat(problems(document ->
                        document.set("traffic", Documents.json("{'kind':'none','bucket':'shop-switch-west'}"))))
                .extracting(Problem::path)
                .containsExactly("traffic.bucket");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        List<Problem> problems = problems(document -> {
            document.remove("autonomy");
            document.put("account", 111111111111L);
            at(document, "outage").put("window", "-5s");
            first(document, "databases").put("recoveryCluster", "shop-west").put("strategy", "fast");
            first(document, "tiers").put("count", "2").put("minimum", 0);
        });

        assertThat(problems)
                .extracting(Problem::path)
                .containsExactly(
                        "account",
                        "autonomy",
                        "outage.window",
                        "databases[0].recoveryCluster",
                        "databases[0].strategy",
                        "tiers[0].count");
    }

    @Test
    void aProblemSaysWhereWhatWasFoundAndTheRemedy() {
        assertThat(problems(document -> at(document, "regions").put("recovery", "us-east-1")))
                .singleElement()
                .hasToString(
                        "regions: primary and recovery are both us-east-1; the recovery Region must be another one");
        assertThat(problems(document -> document.remove("objectives")))
                .singleElement()
                .hasToString("objectives: it is missing; write an object with fields");
    }

    @Test
    void arnsOfAnotherAccountOrRegionAreForeign() {
        List<Problem> problems = problems(document -> {
            first(document, "databases")
                    .put("primaryCluster", "arn:aws:rds:us-west-2:111111111111:cluster:shop-east")
                    .put("recoveryCluster", "arn:aws:rds:us-west-2:222222222222:cluster:shop-west");
            at(document, "notify").put("topic", "arn:aws:sns:us-east-1:111111111111:pilotlight");
            first(at(document, "outage"), "signals")
                    .put("alarm", "arn:aws:cloudwatch:us-east-1:333333333333:alarm:shop-down");
            ((ArrayNode) first(document, "tiers").get("targetGroups"))
                    .set(0, "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/shop/0123456789abcdef");
        });

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "outage.signals[0].alarm: it belongs to account 333333333333; use a resource of the plan's account 111111111111",
                        "databases[0].recoveryCluster: it belongs to account 222222222222; use a resource of the plan's account 111111111111",
                        "databases[0].primaryCluster: it lies in us-west-2; use a resource of the primary Region us-east-1",
                        "tiers[0].targetGroups[0]: it lies in us-east-1; use a resource of the recovery Region us-west-2",
                        "notify.topic: it lies in us-east-1; use a resource of the recovery Region us-west-2");
    }

    @Test
    void contradictionsAreFoundBesideFieldsThatCannotBeRead() {
        assertThat(problems(document -> {
                    document.put("autonomy", "never");
                    first(document, "bindings").put("value", "database.carts.endpoint");
                }))
                .extracting(Problem::path)
                .containsExactly("autonomy", "bindings[0].value");
    }

    @Test
    void namesAreUniqueAndReferencesLeadSomewhere() {
        assertThat(problems(document -> {
                    ArrayNode tiers = (ArrayNode) document.get("tiers");
                    tiers.add(tiers.get(0).deepCopy());
                    ((ArrayNode) tiers.get(1).get("after")).add("cache");
                }))
                .extracting(Problem::path)
                .containsExactly("tiers[1]", "tiers[1].after");
        assertThat(problems(document -> {
                    ArrayNode databases = (ArrayNode) document.get("databases");
                    databases.add(((ObjectNode) databases.get(0).deepCopy()).put("name", "stock"));
                }))
                .extracting(Problem::path)
                .containsExactly("databases[1].globalCluster");
    }

    @Test
    void trafficIsNotMovedToASiteThatNobodyChecks() {
        assertThat(problems(document -> ((ArrayNode) document.get("sites")).removeAll()))
                .extracting(Problem::path)
                .containsExactly("sites");
    }

    @Test
    void aQuorumNeedsEnoughSignalsAndOneFromOutside() {
        assertThat(problems(document -> at(document, "outage").put("quorum", 5)))
                .extracting(Problem::path)
                .containsExactly("outage");
        assertThat(problems(document -> {
                    first(at(document, "outage"), "signals").put("vantage", "primary");
                    ((ArrayNode) at(document, "outage").get("signals")).remove(3);
                }))
                .singleElement()
                .extracting(Problem::found)
                .asString()
                .contains("outside both Regions");
    }

    @Test
    void aDocumentThatIsNoObjectIsOneProblem() {
        for (JsonNode document : List.of(TextNode.valueOf("shop"), IntNode.valueOf(3), Documents.json("[]"))) {
            InvalidPlanException invalid =
                    catchThrowableOfType(InvalidPlanException.class, () -> PlanReader.read(document));

            assertThat(invalid.problems()).extracting(Problem::path).contains("$");
        }
    }

    @Test
    void nullCountsAsWrongAndNotAsLeftOut() {
        assertThat(problems(document -> document.putNull("drill")))
                .singleElement()
                .hasToString("drill: it is nothing; write an object with fields");
    }

    @Test
    void whatWasPastedIntoAWrongFieldIsNeverRepeated() {
        String canary = "canary-Secret/1+password";
        List<String> places = new Canaries(ShopPlan.document(), canary).messages();

        assertThat(places).hasSizeGreaterThan(60).noneMatch(message -> message.contains("canary"));
    }

    @ParameterizedTest
    @CsvSource({"10s,PT10S", "5m,PT5M", "1h,PT1H", "2d,PT48H", "PT1M30S,PT1M30S", "P1DT1S,PT24H1S", "0s,PT0S"})
    void durationsAreShortOrIso(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
        assertThat(Durations.parse(Durations.format(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-5s", "-PT5S", "PT-5S", "5", "s", "5 s", "1w", "9999999999s", "''"})
    void otherDurationsAreProblems(String text) {
        assertThat(problems(document -> at(document, "objectives").put("rto", text)))
                .extracting(Problem::path)
                .containsExactly("objectives.rto");
    }

    @ParameterizedTest
    @CsvSource({"PT90S,90s", "PT60S,1m", "PT3600S,1h", "PT86400S,1d", "PT0.5S,PT0.5S", "PT0S,0s", "PT7260S,121m"})
    void aDurationHasOneSpelling(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:password@shop.example/health",
        "ftp://shop.example/health",
        "shop.example",
        "https:///health",
        "https://shop.example/#top",
        "'https://shop example/'"
    })
    void onlyPlainWebAddressesAreChecked(String url) {
        List<Problem> problems = problems(document -> first(document, "sites").put("url", url));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("sites[0].url");
            assertThat(problem.toString()).doesNotContain("password");
        });
    }

    private static List<Problem> problems(Consumer<ObjectNode> change) {
        InvalidPlanException invalid = catchThrowableOfType(InvalidPlanException.class, () -> ShopPlan.with(change));
        assertThat(invalid).as("the plan should not be valid").isNotNull();
        return invalid.problems();
    }

    private static ObjectNode at(ObjectNode document, String name) {
        return (ObjectNode) document.get(name);
    }

    private static ObjectNode first(ObjectNode document, String name) {
        return (ObjectNode) document.get(name).get(0);
    }
}

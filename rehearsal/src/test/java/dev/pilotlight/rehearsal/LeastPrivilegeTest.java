package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * S11: what the functions ask of AWS is what template.yaml allows them, and no more. Four stories together make every
 * function do everything it can; what they do not show is allowed for a reason that stands here.
 */
@Tag("thorough")
class LeastPrivilegeTest {
    private static final Map<String, String> ENCRYPTED = Map.of(
            "kms:GenerateDataKey*", "the topic is encrypted under a key, which the twin does not model",
            "kms:Decrypt", "the same");

    /** Actions that are needed although no story shows them, by function: action, then reason. */
    private static final Map<String, Map<String, String>> UNSEEN = Map.ofEntries(
            Map.entry("AnswerApproval", Map.of("s3:ListBucket", "only who asks about every plan at once")),
            Map.entry(
                    "AskForApproval",
                    and(
                            ENCRYPTED,
                            "states:SendTaskSuccess",
                            "an answer that came before the question's token wakes the run at once")),
            Map.entry("Announce", ENCRYPTED),
            Map.entry("AssessOutage", ENCRYPTED),
            Map.entry(
                    "BindAtHome",
                    Map.of(
                            "secretsmanager:StopReplicationToReplica", "the original of a secret is usually at home",
                            "ssm:PutParameter", "a cluster with the old name has the old endpoint")),
            Map.entry("CloseAbandonedRun", ENCRYPTED),
            Map.entry("CloseEvacuation", ENCRYPTED),
            Map.entry("CloseRecord", ENCRYPTED),
            Map.entry("CopyImagesHome", Map.of("kms:DescribeKey", "only encrypted images have a key to look at")),
            Map.entry(
                    "RetireImages",
                    Map.of(
                            "ec2:DescribeInstances", "EC2 looks there for whoever asks what refers to an image",
                            "ec2:DescribeLaunchTemplates", "the same",
                            "ec2:DescribeLaunchTemplateVersions", "the same")),
            Map.entry(
                    "CheckReadiness",
                    Map.of(
                            "ec2:DescribeCapacityReservations", "no story's plan reserves capacity",
                            "kms:DescribeKey", "only encrypted images have a key to look at")),
            Map.entry(
                    "OpenRecord",
                    Map.of(
                            "s3:ListBucket", "a start without a plan's name looks for the only one",
                            "s3:GetObjectVersion", "only a resumed run reads the version it has pinned")),
            Map.entry(
                    "PromoteDatabase",
                    and(
                            and(ENCRYPTED, "rds:CreateDBInstance", "only a cluster without instances needs one"),
                            "rds:AddTagsToResource",
                            "the same")),
            Map.entry(
                    "ShiftTraffic",
                    and(ENCRYPTED, "s3:ListBucket", "without it a missing switch would read as a denied one")),
            Map.entry(
                    "ShiftTrafficHome",
                    Map.of("s3:ListBucket", "without it a missing switch would read as a denied one")),
            Map.entry(
                    "ReportReadiness",
                    and(ENCRYPTED, "s3:ListBucket", "without it a first report would read as a denied one")),
            Map.entry(
                    "StopRun",
                    Map.of("states:SendTaskSuccess", "only a run that waits for a person is woken by its stop")),
            Map.entry(
                    "StartFailover",
                    Map.of(
                            "s3:GetObjectVersion", "nobody pins a version yet when a run starts",
                            "cloudwatch:DescribeAlarms", "only the scheduled start looks at the signals itself",
                            "cloudwatch:GetMetricData", "the same",
                            "dynamodb:Query", "the same")));

    /**
     * Fencing has stories of its own, and clusters without instances; here are none, and these functions are only
     * rehearsed. What they ask must be allowed all the same.
     */
    private static final Set<String> STORIES_ELSEWHERE =
            Set.of("AcceptFence", "FencePrimary", "ReleaseDatabases", "TakeFenceDown");

    private static final Map<String, String> PREFIXES = Map.of("monitoring", "cloudwatch");

    private static final Map<String, String> ACTIONS = Map.of(
            "s3:ListObjectsV2", "s3:ListBucket",
            "s3:ListObjects", "s3:ListBucket",
            "s3:HeadObject", "s3:GetObject",
            "s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration");

    @Test
    void whatIsAskedIsWhatIsAllowed() {
        Map<String, Set<String>> observed = observed();
        Map<String, Set<String>> allowed = allowed();
        assertThat(allowed.keySet())
                .as("the functions that ask AWS for anything")
                .containsAll(observed.keySet());
        Map<String, Set<String>> denied = new TreeMap<>();
        Map<String, Set<String>> needless = new TreeMap<>();
        allowed.forEach((function, actions) -> {
            Set<String> asked = observed.getOrDefault(function, Set.of());
            Set<String> reasons = UNSEEN.getOrDefault(function, Map.of()).keySet();
            put(denied, function, without(asked, actions));
            if (!asked.isEmpty() && !STORIES_ELSEWHERE.contains(function)) {
                put(needless, function, without(without(actions, asked), reasons));
            }
        });
        assertThat(denied).as("asked, and not allowed by template.yaml").isEmpty();
        assertThat(needless)
                .as("allowed by template.yaml, never asked, and without a reason")
                .isEmpty();
        UNSEEN.forEach((function, reasons) -> assertThat(observed.getOrDefault(function, Set.of()))
                .as("reasons that are no longer needed, of " + function)
                .doesNotContainAnyElementsOf(reasons.keySet()));
    }

    private static Map<String, String> and(Map<String, String> reasons, String action, String reason) {
        Map<String, String> all = new TreeMap<>(reasons);
        all.put(action, reason);
        return all;
    }

    private static void put(Map<String, Set<String>> into, String function, Set<String> actions) {
        if (!actions.isEmpty()) {
            into.put(function, actions);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private static Map<String, Set<String>> observed() {
        Map<String, Set<String>> observed = new TreeMap<>();
        for (Drama drama : List.of(
                everyFeature(),
                routingControls(),
                turningBack(),
                plain(),
                drilling(),
                turningBackFromHome(),
                retiring())) {
            for (Call call : drama.calls()) {
                if (DeployedFunctions.names().contains(call.principal())) {
                    observed.computeIfAbsent(call.principal(), _ -> new TreeSet<>())
                            .addAll(actions(call));
                }
            }
        }
        return observed;
    }

    private static Drama plain() {
        Drama drama = new Drama(quick(), _ -> {}, _ -> {}).prepared().checked();
        drama.disaster();
        drama.goHome();
        assertThat(Drama.verdict(drama.retireOldData("shop-east-kept-e3"))).isEqualTo("SUCCEEDED");
        return drama;
    }

    /** What is called does not depend on how long building takes. */
    private static Physics quick() {
        Duration soon = Duration.ofMinutes(1);
        return Physics.defaults()
                .withImages(images -> images.withCreation(soon).withCopy(soon))
                .withDatabase(database -> database.withPromotion(soon).withBuilding(soon, soon, soon));
    }

    /** A drill that is killed while its instances boot, and whose image keeps a volume, is swept. */
    private static Drama drilling() {
        Drama drama = new Drama(
                        Physics.defaults(),
                        _ -> {},
                        twin -> twin.ec2().keepData(Walkthrough.PRIMARY, "ami-00000000000000101"))
                .prepared();
        drama.killedDrill();
        drama.needlessEvacuation();
        return drama;
    }

    private static Drama everyFeature() {
        Drama drama = new Drama(
                        quick(),
                        plan -> {
                            Features.managed(plan);
                            Features.scalingGroup(plan);
                            Features.secret(plan);
                            Features.metricSwitch(plan);
                            Features.atHome(plan);
                        },
                        twin -> {
                            Features.scalingGroup(twin);
                            Features.secret(twin);
                            Features.metricSwitch(twin);
                            Features.atHome(twin);
                        })
                .prepared()
                .checked();
        drama.disasterUntil("FailoverGlobalCluster");
        drama.pass(Duration.ofMinutes(2));
        drama.goHome();
        return drama;
    }

    /** The replication home is built anew, everything is launched there, and the switchover is refused. */
    private static Drama turningBackFromHome() {
        Drama drama = new Drama(
                        quick(),
                        plan -> {
                            Features.scalingGroup(plan);
                            Features.atHome(plan);
                        },
                        twin -> {
                            Features.scalingGroup(twin);
                            Features.atHome(twin);
                        })
                .prepared();
        drama.disaster();
        drama.refusing("SwitchoverGlobalCluster").goHome();
        return drama;
    }

    /** A plan that keeps one image, which is encrypted and has to boot, has two made. */
    private static Drama retiring() {
        Drama drama = new Drama(
                        quick(),
                        plan -> ((ObjectNode) plan.path("tiers").path(0).path("image"))
                                .put("keep", 1)
                                .put("bootTest", true),
                        twin -> twin.ec2()
                                .encrypt(
                                        Walkthrough.PRIMARY,
                                        "ami-00000000000000101",
                                        "arn:aws:kms:us-east-1:111111111111:key/aws-ebs"))
                .prepared();
        drama.pass(Duration.ofHours(1));
        drama.preparedAgain();
        drama.newImage(newImage(drama));
        return drama;
    }

    private static String newImage(Drama drama) {
        String id = "ami-0000000000000a001";
        drama.twin()
                .ec2()
                .addImage(
                        Walkthrough.PRIMARY,
                        id,
                        "shop-web-from-a-pipeline",
                        ModelledHypervisor.complete("modelled:new"),
                        Map.of("Name", "shop-web"),
                        drama.twin().timeline().now());
        return id;
    }

    private static Drama routingControls() {
        Drama drama = new Drama(quick(), Features::routingControls, twin -> Features.routingControls(twin))
                .prepared()
                .checked();
        drama.disaster();
        drama.goHome();
        return drama;
    }

    private static Drama turningBack() {
        Drama drama = new Drama(
                        quick(),
                        plan -> {
                            Features.scalingGroupFirst(plan);
                            Features.brokenStaticSite(plan);
                        },
                        twin -> Features.scalingGroup(twin))
                .prepared();
        drama.disaster();
        return drama;
    }

    /** The permissions that AWS asks for a call. */
    private static Set<String> actions(Call call) {
        String prefix = PREFIXES.getOrDefault(call.service(), call.service());
        String plain = prefix + ":" + call.operation();
        return switch (plain) {
            // Everybody may ask who they are, whatever their policies say.
            case "sts:GetCallerIdentity" -> Set.of();
            case "dynamodb:TransactWriteItems" -> writes(call);
            case "ec2:CreateImage", "ec2:CopyImage" -> Set.of(plain, "ec2:CreateTags");
            case "ec2:RunInstances" -> Set.of(plain, "ec2:CreateTags", "iam:PassRole");
            case "rds:CreateDBInstance",
                    "rds:CreateDBCluster",
                    "rds:CreateDBClusterSnapshot",
                    "rds:RestoreDBClusterFromSnapshot" -> Set.of(plain, "rds:AddTagsToResource");
            case "s3:GetObject" ->
                call.request().queryParameters().containsKey("versionId")
                        ? Set.of("s3:GetObjectVersion")
                        : Set.of(plain);
            case "rds:CopyDBClusterSnapshot" -> Set.of(plain, "rds:AddTagsToResource");
            default -> Set.of(ACTIONS.getOrDefault(plain, plain));
        };
    }

    private static Set<String> writes(Call call) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode item : json(call.request().body()).path("TransactItems")) {
            if (item.has("Put")) {
                actions.add("dynamodb:PutItem");
            }
            if (item.has("ConditionCheck")) {
                actions.add("dynamodb:ConditionCheckItem");
            }
        }
        return actions;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JsonMapper.builder().build().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What template.yaml allows each function that it gives a policy. */
    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        JsonNode resources =
                PlanFile.read(Drama.REPOSITORY.root().resolve("template.yaml")).path("Resources");
        for (String function : DeployedFunctions.names()) {
            Set<String> actions = new TreeSet<>();
            for (JsonNode policy :
                    resources.path(function + "Function").path("Properties").path("Policies")) {
                for (JsonNode statement : policy.path("Statement")) {
                    JsonNode action = statement.path("Action");
                    if (action.isTextual()) {
                        actions.add(action.asText());
                    }
                    action.valueStream()
                            .map(JsonNode::asText)
                            .filter(text -> !text.isEmpty())
                            .forEach(actions::add);
                }
            }
            allowed.put(function, actions);
        }
        return allowed;
    }
}

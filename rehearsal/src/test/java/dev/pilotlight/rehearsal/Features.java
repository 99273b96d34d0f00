package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.autoscaling.Machines;
import dev.pilotlight.twin.service.cloudwatch.Alarm;
import dev.pilotlight.twin.service.cloudwatch.Comparison;
import dev.pilotlight.twin.service.cloudwatch.Metric;
import dev.pilotlight.twin.service.cloudwatch.MissingData;
import dev.pilotlight.twin.service.cloudwatch.Statistic;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.service.route53.HealthCheck;
import dev.pilotlight.twin.service.route53.RecordSet;
import dev.pilotlight.twin.service.route53.RecordSet.Role;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What plans can name beside the walk-through's own, each as a change of its plan and an addition to its world. */
final class Features {
    static final String GROUP = "shop-app";
    static final String SECRET = "shop/database";
    private static final String ZONE = "Z0000000000001";
    private static final String CHECK = "00000000-0000-4000-8000-000000000901";
    private static final String IMAGE = "ami-00000000000000901";
    private static final String CONTROL = "arn:aws:route53-recovery-control::111111111111:controlpanel/"
            + "0123456789abcdef0123456789abcdef/routingcontrol/0123456789abcde";
    private static final List<String> ENDPOINTS = List.of(
            "https://a.route53-recovery-cluster.us-east-1.amazonaws.com/v1",
            "https://b.route53-recovery-cluster.us-west-2.amazonaws.com/v1",
            "https://c.route53-recovery-cluster.eu-west-1.amazonaws.com/v1",
            "https://d.route53-recovery-cluster.ap-northeast-1.amazonaws.com/v1",
            "https://e.route53-recovery-cluster.ap-southeast-2.amazonaws.com/v1");

    private Features() {}

    static void managed(ObjectNode plan) {
        ((ObjectNode) plan.path("databases").path(0)).put("strategy", "managed");
    }

    /** The shop with a managed failover, a scaled group, a secret and a metric switch; its images are synchronised. */
    static Drama managedGroupSecretAndMetric() {
        return new Drama(
                        Physics.defaults(),
                        plan -> {
                            managed(plan);
                            scalingGroup(plan);
                            secret(plan);
                            metricSwitch(plan);
                        },
                        twin -> {
                            scalingGroup(twin);
                            secret(twin);
                            metricSwitch(twin);
                        })
                .prepared();
    }

    static void scalingGroup(ObjectNode plan) {
        ObjectNode tier = ((ArrayNode) plan.path("tiers")).addObject();
        tier.put("name", "app")
                .put("kind", "autoScalingGroup")
                .put("group", GROUP)
                .put("count", 2)
                .put("minimum", 1);
        tier.putArray("after").add("web");
    }

    /** The same as the first tier of all, so that it is raised before anything else happens. */
    static void scalingGroupFirst(ObjectNode plan) {
        ArrayNode tiers = (ArrayNode) plan.path("tiers");
        scalingGroup(plan);
        ObjectNode group = (ObjectNode) tiers.remove(tiers.size() - 1);
        group.putArray("after");
        tiers.insert(0, group);
    }

    static void scalingGroup(Twin twin) {
        twin.ec2()
                .addImage(
                        Walkthrough.RECOVERY,
                        IMAGE,
                        "shop-app",
                        ModelledHypervisor.complete("modelled:shop-app"),
                        Map.of(),
                        twin.timeline().now());
        Machines.Template template = new Machines.Template(
                IMAGE, "m7g.large", "subnet-00000000000000201", "us-west-2a", "sg-00000000000000201", "shop-app");
        twin.scaling()
                .add(
                        Walkthrough.RECOVERY,
                        GROUP,
                        template,
                        0,
                        1,
                        twin.timeline().now());
    }

    /** Two instances of the primary that a group keeps running. */
    static void oldGroup(Twin twin) {
        Machines.Template template = new Machines.Template(
                "ami-00000000000000101",
                "m7g.large",
                "subnet-00000000000000101",
                "us-east-1a",
                "sg-00000000000000101",
                "shop-web");
        twin.scaling()
                .add(
                        Walkthrough.PRIMARY,
                        "shop-old",
                        template,
                        2,
                        4,
                        twin.timeline().now());
    }

    static void secret(ObjectNode plan) {
        ((ArrayNode) plan.path("bindings"))
                .addObject()
                .put("secret", SECRET)
                .put("key", "host")
                .put("value", "database.orders.host");
    }

    static void secret(Twin twin) {
        twin.secrets()
                .seed(
                        twin.creator(Walkthrough.RECOVERY),
                        SECRET,
                        "{\"host\":\"east.example\",\"password\":\"kept\"}",
                        Walkthrough.PRIMARY);
    }

    /** What is scaled and bound in the recovery Region is at home as well. */
    static void atHome(ObjectNode plan) {
        ObjectNode tier = ((ArrayNode) plan.path("failback").path("tiers")).addObject();
        tier.put("name", "app")
                .put("kind", "autoScalingGroup")
                .put("group", GROUP)
                .put("count", 2)
                .put("minimum", 1);
        tier.putArray("after").add("web");
    }

    static void atHome(Twin twin) {
        twin.ec2()
                .addImage(
                        Walkthrough.PRIMARY,
                        IMAGE,
                        "shop-app",
                        ModelledHypervisor.complete("modelled:shop-app"),
                        Map.of(),
                        twin.timeline().now());
        Machines.Template template = new Machines.Template(
                IMAGE, "m7g.large", "subnet-00000000000000101", "us-east-1a", "sg-00000000000000101", "shop-app");
        twin.scaling()
                .add(Walkthrough.PRIMARY, GROUP, template, 0, 1, twin.timeline().now());
        twin.secrets()
                .seed(
                        twin.creator(Walkthrough.PRIMARY),
                        SECRET,
                        "{\"host\":\"west.example\",\"password\":\"kept\"}",
                        Walkthrough.PRIMARY);
    }

    /** A fact that speaks against promoting, whatever else is found. */
    static void brokenStaticSite(ObjectNode plan) {
        ((ObjectNode) plan.path("sites").path(1)).put("url", "http://nobody.example/");
    }

    static void metricSwitch(ObjectNode plan) {
        plan.putObject("traffic")
                .put("kind", "latchedMetric")
                .put("namespace", "Shop")
                .put("metric", "primary-is-serving")
                .put("healthCheckInterval", "60s");
    }

    static void metricSwitch(Twin twin) {
        Alarm alarm = new Alarm(
                "shop-switch",
                Optional.empty(),
                Metric.of("Shop", "primary-is-serving", Map.of()),
                Optional.empty(),
                Statistic.MINIMUM,
                Duration.ofMinutes(1),
                1,
                1,
                Comparison.LESS_THAN,
                1,
                MissingData.IGNORE,
                Alarm.Actions.none());
        twin.cloudWatch().seedAlarm(Walkthrough.RECOVERY, alarm, twin.timeline().now());
        visitorsFollow(
                twin,
                new HealthCheck.MetricAlarm(
                        Walkthrough.RECOVERY, "shop-switch", HealthCheck.InsufficientData.LAST_KNOWN_STATUS));
    }

    static void routingControls(ObjectNode plan) {
        ObjectNode traffic = plan.putObject("traffic")
                .put("kind", "routingControl")
                .put("routingControl", CONTROL + "0")
                .put("recoveryControl", CONTROL + "1");
        ENDPOINTS.forEach(traffic.putArray("endpoints")::add);
    }

    static void routingControls(Twin twin) {
        twin.routing().add(CONTROL + "0", true);
        twin.routing().add(CONTROL + "1", false);
        twin.routing().addSafetyRule("somebody-serves", List.of(CONTROL + "0", CONTROL + "1"), 1);
        visitorsFollow(twin, new HealthCheck.RoutingControl(CONTROL + "0"));
    }

    /** The record of the primary is checked by something else than the walk-through's object. */
    private static void visitorsFollow(Twin twin, HealthCheck.Subject subject) {
        twin.route53().seedHealthCheck(CHECK, new HealthCheck(subject, Duration.ofSeconds(10), false, false));
        twin.route53()
                .seedRecord(
                        ZONE,
                        RecordSet.canonicalName(Walkthrough.SHOP, Duration.ofSeconds(60), Walkthrough.PRIMARY_SITE)
                                .as(Role.PRIMARY, "primary")
                                .checkedBy(CHECK));
    }
}

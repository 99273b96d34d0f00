package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** Plans as JSON documents, with every field written out, in the order in which people read them. */
public final class PlanWriter {
    private PlanWriter() {}

    /** The document from which {@link PlanReader} makes an equal plan. */
    public static ObjectNode write(Plan plan) {
        ObjectNode document = object().put("version", plan.version())
                .put("plan", plan.plan().value())
                .put("account", plan.account().value());
        document.putObject("regions")
                .put("primary", plan.regions().primary().value())
                .put("recovery", plan.regions().recovery().value());
        document.put("autonomy", Words.of(plan.autonomy()));
        document.set("outage", outage(plan.outage()));
        document.set("databases", array(plan.databases(), PlanWriter::database));
        document.set("fence", fence(plan.fence()));
        document.set("tiers", array(plan.tiers(), PlanWriter::tier));
        document.set("bindings", array(plan.bindings(), PlanWriter::binding));
        document.set("sites", array(plan.sites(), PlanWriter::site));
        document.set("traffic", traffic(plan.traffic()));
        document.put("holdCapacity", Durations.format(plan.holdCapacity()));
        Drill drill = plan.drill();
        if (drill != null) {
            document.set("drill", drill(drill));
        }
        ApprovalPolicy approval = plan.approval();
        if (approval != null) {
            document.putObject("approval").put("within", Durations.format(approval.within()));
        }
        Notification notification = plan.notification();
        if (notification != null) {
            document.putObject("notify").put("topic", notification.topic().value());
        }
        document.putObject("objectives")
                .put("rto", Durations.format(plan.objectives().rto()))
                .put("rpo", Durations.format(plan.objectives().rpo()));
        Failback failback = plan.failback();
        if (failback != null) {
            document.set("failback", failback(failback));
        }
        return document;
    }

    private static ObjectNode outage(OutagePolicy outage) {
        ObjectNode node = object().put("window", Durations.format(outage.window()))
                .put("quorum", outage.quorum())
                .put("cooldown", Durations.format(outage.cooldown()));
        node.set("signals", array(outage.signals(), PlanWriter::signal));
        node.putObject("control").put("url", outage.control().url().toString());
        return node;
    }

    private static ObjectNode signal(SignalSource signal) {
        ObjectNode node = object().put("name", signal.name());
        return switch (signal) {
            case SignalSource.AlarmSignal alarm ->
                node.put("kind", "alarm").put("alarm", alarm.alarm().value()).put("vantage", Words.of(alarm.vantage()));
            case SignalSource.WitnessSignal witness ->
                node.put("kind", "witness").put("maxAge", Durations.format(witness.maxAge()));
            case SignalSource.HttpSignal http ->
                node.put("kind", "http").put("url", http.url().toString()).put("passes", http.passes());
            case SignalSource.ReplicationSignal replication -> node.put("kind", "replication");
            case SignalSource.AwsHealthSignal health -> node.put("kind", "awsHealth");
        };
    }

    private static ObjectNode database(Database database) {
        ObjectNode node = object().put("name", database.name())
                .put("globalCluster", database.globalCluster().value())
                .put("primaryCluster", database.primaryCluster().value())
                .put("recoveryCluster", database.recoveryCluster().value())
                .put("strategy", Words.of(database.strategy()))
                .put("managedDeadline", Durations.format(database.managedDeadline()))
                .put("maxLag", Durations.format(database.maxLag()));
        database.instanceClass().ifPresent(word -> node.put("instanceClass", word));
        return node;
    }

    private static ObjectNode fence(FencePolicy fence) {
        ObjectNode node = object();
        node.set("methods", strings(fence.methods(), Words::of));
        node.put("timeout", Durations.format(fence.timeout())).put("unfenced", Words.of(fence.unfenced()));
        if (!fence.subnets().isEmpty()) {
            node.set("subnets", strings(fence.subnets(), SubnetId::value));
        }
        if (!fence.instanceTags().isEmpty()) {
            fence.instanceTags().forEach(node.putObject("instanceTags")::put);
        }
        FunctionArn function = fence.function();
        return function == null ? node : node.put("function", function.value());
    }

    private static ObjectNode tier(Tier tier) {
        ObjectNode node = object().put("name", tier.name());
        switch (tier) {
            case InstanceTier instances -> instances(node, instances);
            case ScalingTier group -> node.put("kind", "autoScalingGroup").put("group", group.group());
        }
        node.put("count", tier.count()).put("minimum", tier.minimum());
        node.set("targetGroups", strings(tier.targetGroups(), TargetGroupArn::value));
        node.set("after", strings(tier.after(), name -> name));
        return node;
    }

    private static void instances(ObjectNode node, InstanceTier tier) {
        node.put("kind", "instances");
        ObjectNode image = node.putObject("image");
        ObjectNode tags = image.putObject("tags");
        tier.image().tags().forEach(tags::put);
        image.put("maxAge", Durations.format(tier.image().maxAge()))
                .put("keep", tier.image().keep());
        tier.image().copyWithin().ifPresent(within -> image.put("copyWithin", Durations.format(within)));
        if (tier.image().bootTest()) {
            image.put("bootTest", true);
        }
        node.set("instanceTypes", strings(tier.instanceTypes(), type -> type));
        node.set("subnets", strings(tier.subnets(), SubnetId::value));
        node.set("securityGroups", strings(tier.securityGroups(), SecurityGroupId::value));
        node.put("instanceProfile", tier.instanceProfile());
        tier.reservation().ifPresent(reservation -> node.put("capacityReservation", reservation.value()));
    }

    private static ObjectNode binding(Binding binding) {
        return switch (binding) {
            case Binding.ParameterBinding parameter ->
                object().put("parameter", parameter.parameter()).put("value", parameter.value());
            case Binding.SecretBinding secret ->
                object().put("secret", secret.secret()).put("key", secret.key()).put("value", secret.value());
        };
    }

    private static ObjectNode site(Site site) {
        ObjectNode node =
                object().put("name", site.name()).put("url", site.url().toString());
        ObjectNode expect = node.putObject("expect").put("status", site.expect().status());
        String body = site.expect().body();
        if (body != null) {
            expect.put("body", body);
        }
        return node.put("passes", site.passes()).put("interval", Durations.format(site.interval()));
    }

    private static ObjectNode traffic(TrafficSwitch traffic) {
        return switch (traffic) {
            case TrafficSwitch.LatchedObject object ->
                object().put("kind", "latchedObject")
                        .put("bucket", object.bucket())
                        .put("key", object.key())
                        .put("healthCheckInterval", Durations.format(object.healthCheckInterval()));
            case TrafficSwitch.LatchedMetric metric ->
                object().put("kind", "latchedMetric")
                        .put("namespace", metric.namespace())
                        .put("metric", metric.metric())
                        .put("healthCheckInterval", Durations.format(metric.healthCheckInterval()));
            case TrafficSwitch.RoutingControl control -> {
                ObjectNode node = object().put("kind", "routingControl")
                        .put("routingControl", control.primary().value());
                control.recovery().ifPresent(recovery -> node.put("recoveryControl", recovery.value()));
                node.set("endpoints", strings(control.endpoints(), RoutingEndpoint::value));
                yield node;
            }
            case TrafficSwitch.NoSwitch none -> object().put("kind", "none");
        };
    }

    private static ObjectNode drill(Drill drill) {
        ObjectNode node = object();
        node.set("subnets", strings(drill.subnets(), SubnetId::value));
        if (!drill.securityGroups().isEmpty()) {
            node.set("securityGroups", strings(drill.securityGroups(), SecurityGroupId::value));
        }
        node.put("instanceProfile", drill.instanceProfile()).put("database", Words.of(drill.database()));
        if (!drill.targetGroups().isEmpty()) {
            node.set("targetGroups", strings(drill.targetGroups(), TargetGroupArn::value));
        }
        if (!drill.sites().isEmpty()) {
            node.set("sites", array(drill.sites(), PlanWriter::site));
        }
        return node;
    }

    private static ObjectNode failback(Failback failback) {
        ObjectNode node = object();
        node.set("tiers", array(failback.tiers(), PlanWriter::tier));
        node.set("sites", array(failback.sites(), PlanWriter::site));
        return node.put("maxLag", Durations.format(failback.maxLag()))
                .put("syncWithin", Durations.format(failback.syncWithin()))
                .put("answerWithin", Durations.format(failback.answerWithin()))
                .put("drain", Durations.format(failback.drain()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static <T> ArrayNode array(List<? extends T> values, Function<T, ObjectNode> write) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(write.apply(value)));
        return array;
    }

    private static <T> ArrayNode strings(List<? extends T> values, Function<T, String> write) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(write.apply(value)));
        return array;
    }
}

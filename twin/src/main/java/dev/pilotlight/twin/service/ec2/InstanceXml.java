package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;

/** Instances as the API writes them. */
final class InstanceXml {
    private InstanceXml() {}

    /** The members of one reservation, as RunInstances answers and as DescribeInstances lists. */
    static List<Xml> reservation(String id, List<Instance> instances, Ec2Region region, CallContext context) {
        return List.of(
                Xml.text("reservationId", id),
                Xml.text("ownerId", context.account()),
                Xml.element("groupSet"),
                Xml.list("instancesSet", instances, instance -> item(instance, region, context)));
    }

    static Xml item(Instance instance, Ec2Region region, CallContext context) {
        InstanceLaunch launch = instance.launch();
        GuestState state = instance.guest().state(context.now());
        Xml item = Xml.element(
                "item",
                Xml.text("instanceId", instance.id()),
                Xml.text("imageId", launch.imageId()),
                state("instanceState", state),
                Xml.text("privateDnsName", privateName(instance)),
                Xml.element("dnsName"),
                Xml.element("reason"),
                Xml.text("amiLaunchIndex", instance.index()),
                Xml.element("productCodes"),
                Xml.text("instanceType", launch.instanceType()),
                Xml.time("launchTime", launch.at()),
                Xml.element(
                        "placement",
                        Xml.text("availabilityZone", launch.zone()),
                        Xml.text("availabilityZoneId", Zones.id(launch.zone())),
                        Xml.text("tenancy", "default")),
                Xml.element("monitoring", Xml.text("state", "disabled")),
                Xml.text("architecture", "arm64"),
                Xml.text("rootDeviceType", "ebs"),
                Xml.text("rootDeviceName", "/dev/xvda"),
                Xml.text("virtualizationType", "hvm"),
                Xml.text("hypervisor", "xen"),
                Xml.text("clientToken", instance.reservation().token()));
        if (state != GuestState.TERMINATED) {
            addNetwork(item, instance);
        }
        if (!launch.profile().isEmpty()) {
            item.add(profile(launch.profile(), context.account()));
        }
        return item.add(region.tags.xml(instance.id()));
    }

    static Xml state(String name, GuestState state) {
        return Xml.element(name, Xml.text("code", state.code()), Xml.text("name", state.label()));
    }

    static Xml change(Instance instance, GuestState before, Instant now) {
        return Xml.element(
                "item",
                Xml.text("instanceId", instance.id()),
                state("currentState", instance.guest().state(now)),
                state("previousState", before));
    }

    static Xml status(Instance instance, Instant now) {
        StatusCheck check = instance.guest().check(now);
        return Xml.element(
                "item",
                Xml.text("instanceId", instance.id()),
                Xml.text("availabilityZone", instance.launch().zone()),
                Xml.text("availabilityZoneId", Zones.id(instance.launch().zone())),
                state("instanceState", instance.guest().state(now)),
                summary("systemStatus", check),
                summary("instanceStatus", check),
                summary("attachedEbsStatus", check));
    }

    private static Xml summary(String name, StatusCheck check) {
        Xml summary = Xml.element(name, Xml.text("status", check.label()));
        switch (check) {
            case OK -> summary.add(detail("passed"));
            case INITIALIZING -> summary.add(detail("initializing"));
            case IMPAIRED -> summary.add(detail("failed"));
            case NOT_APPLICABLE -> {
                // the service gives no details of a machine that does not run
            }
        }
        return summary;
    }

    private static Xml detail(String status) {
        Xml reachability = Xml.element("item", Xml.text("name", "reachability"), Xml.text("status", status));
        return Xml.element("details", reachability);
    }

    private static void addNetwork(Xml item, Instance instance) {
        item.add(Xml.text("subnetId", instance.launch().subnetId()));
        item.add(Xml.text("vpcId", instance.reservation().vpcId()));
        item.add(Xml.text("privateIpAddress", instance.privateAddress()));
        item.add(Xml.list(
                "groupSet",
                instance.reservation().groups(),
                group -> Xml.element("item", Xml.text("groupId", group.id()), Xml.text("groupName", group.name()))));
    }

    private static Xml profile(String name, String account) {
        return Xml.element(
                "iamInstanceProfile", Xml.text("arn", "arn:aws:iam::" + account + ":instance-profile/" + name));
    }

    private static String privateName(Instance instance) {
        return "ip-" + instance.privateAddress().replace('.', '-') + "."
                + instance.launch().region() + ".compute.internal";
    }
}

package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Outages;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** EC2 with a network and an image in both Regions, called by the real SDK. */
final class Datacentre {
    static final String WEST = TestTwin.WEST;
    static final String EAST = TestTwin.EAST;
    static final String IMAGE = "ami-00000000000000001";
    static final String PRIMARY = "i-00000000000000001";

    final Outages outages = new Outages();
    final Ec2Service service;
    final TestTwin twin;
    final Ec2Client west;
    final Ec2Client east;

    Datacentre(Physics physics) {
        service = new Ec2Service(new ModelledHypervisor(physics, outages), physics, outages, new Identifiers());
        twin = new TestTwin(service);
        west = twin.client(Ec2Client.builder(), WEST);
        east = twin.client(Ec2Client.builder(), EAST);
        furnish(WEST);
        furnish(EAST);
    }

    Datacentre() {
        this(Physics.defaults());
    }

    private void furnish(String region) {
        service.addVpc(region, new Vpc("vpc-00000001", "10.0.0.0/16"));
        service.addSubnet(region, new Subnet("subnet-0000000a", "vpc-00000001", region + "a", "10.0.1.0/24"));
        service.addSubnet(region, new Subnet("subnet-0000000b", "vpc-00000001", region + "b", "10.0.2.0/24"));
        SecurityGroup.Rule web = new SecurityGroup.Rule(80, 80, "0.0.0.0/0");
        service.addSecurityGroup(
                region, new SecurityGroup("sg-00000001", "vpc-00000001", "web", "the shop", List.of(web)));
        Artifact artifact = ModelledHypervisor.complete("sum");
        service.addImage(region, IMAGE, "shop-web-1", artifact, Map.of("Name", "shop-web"), TestTwin.START);
    }

    /** An instance that has been serving in the east for a day. */
    void addPrimary() {
        Instant yesterday = TestTwin.START.minus(Duration.ofDays(1));
        Artifact artifact = ModelledHypervisor.complete("sum");
        InstanceLaunch launch = new InstanceLaunch(
                PRIMARY,
                EAST,
                EAST + "a",
                "subnet-0000000a",
                "m7g.large",
                IMAGE,
                artifact,
                "shop-web",
                "",
                Map.of("Name", "shop-web"),
                yesterday);
        service.addInstance(launch, List.of("sg-00000001"));
    }

    void pass(Duration time) {
        twin.timeline.advance(time);
    }

    List<Instance> launch(Consumer<RunInstancesRequest.Builder> change) {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .imageId(IMAGE)
                .instanceType(InstanceType.M7_G_LARGE)
                .subnetId("subnet-0000000a")
                .securityGroupIds("sg-00000001")
                .iamInstanceProfile(profile -> profile.name("shop-web"))
                .tagSpecifications(tagged(ResourceType.INSTANCE, "pilotlight:tier", "web"))
                .clientToken("token-1")
                .minCount(1)
                .maxCount(1);
        change.accept(request);
        return west.runInstances(request.build()).instances();
    }

    List<Instance> seen(Filter... filters) {
        return west.describeInstances(request -> request.filters(filters)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static TagSpecification tagged(ResourceType type, String key, String value) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(tag(key, value))
                .build();
    }
}

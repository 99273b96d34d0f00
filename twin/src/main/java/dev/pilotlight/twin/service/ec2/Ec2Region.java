package dev.pilotlight.twin.service.ec2;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything EC2 holds in one Region, in the order it came. */
final class Ec2Region {
    final Map<String, Vpc> vpcs = new LinkedHashMap<>();
    final Map<String, Subnet> subnets = new LinkedHashMap<>();
    final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    final Map<String, NetworkAcl> acls = new LinkedHashMap<>();

    /** Interfaces that RDS has put into subnets, by their ids. */
    final Map<String, Subnet> databaseInterfaces = new LinkedHashMap<>();

    final Map<String, Instance> instances = new LinkedHashMap<>();
    final Map<String, Image> images = new LinkedHashMap<>();
    final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    final Map<String, Volume> volumes = new LinkedHashMap<>();
    /** AMIs with a second disk that outlives its instance. */
    final Set<String> imagesThatKeepData = new LinkedHashSet<>();

    final Tags tags = new Tags();
    final Map<String, Reserved> reservations = new LinkedHashMap<>();

    /** Which instances were launched from which reservation. */
    final Map<String, String> launchedFrom = new LinkedHashMap<>();

    /** Capacity that was reserved: it is there whatever the slot has room for. */
    record Reserved(String zone, String instanceType, int count) {}

    /** What earlier requests with a client token did. */
    final Map<Token, Memory> memories = new LinkedHashMap<>();

    /**
     * A client's idempotency token.
     *
     * @param scope the action, and for launches the Availability Zone: the same token in another zone launches again
     */
    record Token(String scope, String value) {}

    /**
     * What a request asked and which ids it made.
     *
     * @param request everything as sent
     */
    record Memory(Map<String, String> request, String result) {}

    Instance instance(String id) {
        Instance instance = instances.get(id);
        if (instance == null) {
            throw Ec2Errors.noSuchInstance(id);
        }
        return instance;
    }

    Image image(String id) {
        Image image = images.get(id);
        if (image == null) {
            throw Ec2Errors.noSuchImage(id);
        }
        return image;
    }

    /** The ARN of the KMS key an image is encrypted under; empty when it is not, or is gone. */
    String keyOf(String imageId) {
        return Optional.ofNullable(images.get(imageId))
                .map(image -> snapshots.get(image.snapshotId()))
                .map(Snapshot::key)
                .orElse("");
    }

    void encrypt(String imageId, String key) {
        Image image = image(imageId);
        images.put(imageId, image.encryptedNow());
        snapshots.computeIfPresent(image.snapshotId(), (_, snapshot) -> snapshot.under(key));
    }

    Subnet subnet(String id) {
        Subnet subnet = subnets.get(id);
        if (subnet == null) {
            throw Ec2Errors.noSuchSubnet(id);
        }
        return subnet;
    }

    /** The result of an earlier request with this token; a token is good for one request only. */
    Optional<String> remembered(Token token, Map<String, String> request) {
        Memory memory = memories.get(token);
        if (memory == null || token.value().isEmpty()) {
            return Optional.empty();
        }
        if (!memory.request().equals(request)) {
            throw Ec2Errors.tokenReused();
        }
        return Optional.of(memory.result());
    }
}

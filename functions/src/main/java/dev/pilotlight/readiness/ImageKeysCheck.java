package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.image.Image;
import dev.pilotlight.image.Images;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** The KMS keys under which the newest images are encrypted are enabled: without them nothing boots. */
final class ImageKeysCheck implements Check {
    private final Images images;
    private final AwsClients clients;

    ImageKeysCheck(Images images, AwsClients clients) {
        this.images = images;
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.IMAGE_KEYS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        TreeSet<String> keys = new TreeSet<>();
        Tiers.launched(plan).stream()
                .flatMap(tier -> images.tagged(tier.image().tags()).stream()
                        .filter(Image::verified)
                        .limit(1))
                .filter(image -> !image.snapshots().isEmpty())
                .forEach(image -> keys.addAll(keys(plan, image.snapshots())));
        Tally tally = new Tally();
        keys.forEach(key -> look(key, tally));
        return tally.finding("no image is encrypted");
    }

    private List<String> keys(Plan plan, List<String> snapshots) {
        return clients
                .ec2(plan.regions().recovery())
                .describeSnapshots(describe -> describe.snapshotIds(snapshots))
                .snapshots()
                .stream()
                .filter(snapshot -> Boolean.TRUE.equals(snapshot.encrypted()) && snapshot.kmsKeyId() != null)
                .map(Snapshot::kmsKeyId)
                .toList();
    }

    private void look(String key, Tally tally) {
        try {
            JsonNode answer = clients.json()
                    .ask(
                            "kms",
                            "TrentService.DescribeKey",
                            JsonNodeFactory.instance.objectNode().put("KeyId", key));
            String state = answer.path("KeyMetadata").path("KeyState").asText();
            if (state.equals("Enabled")) {
                tally.ready(key + " is enabled");
            } else {
                tally.notReady(
                        key + " is " + state, "enable the key, or cancel its deletion; no instance boots without it");
            }
        } catch (AwsServiceException failure) {
            if (!AwsErrors.code(failure).equals("NotFoundException")) {
                throw failure;
            }
            tally.notReady(key + " does not exist", "copy the image again under a key that exists: start sync-images");
        }
    }
}

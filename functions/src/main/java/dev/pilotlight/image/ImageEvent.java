package dev.pilotlight.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;

/**
 * EC2 says that an image has come into another state. Only the fields that matter are looked at; those must be right.
 *
 * @param region where the image lies
 * @param state in EC2's word, like {@code available}
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-ami-events.html">the event</a>
 */
record ImageEvent(AccountId account, RegionName region, ImageId image, String state) {

    /**
     * The event in EventBridge's envelope.
     *
     * @throws RefusedException with {@link Guard#INVALID_INPUT} when it is another one, or malformed
     */
    static ImageEvent read(JsonNode envelope) {
        if (!envelope.path("source").asText().equals("aws.ec2")
                || !envelope.path("detail-type").asText().equals("EC2 AMI State Change")) {
            throw refused("it is not EC2's event about an image");
        }
        JsonNode detail = envelope.path("detail");
        try {
            return new ImageEvent(
                    new AccountId(envelope.path("account").asText()),
                    new RegionName(envelope.path("region").asText()),
                    new ImageId(detail.path("ImageId").asText()),
                    detail.path("State").asText());
        } catch (IllegalArgumentException malformed) {
            throw refused(String.valueOf(malformed.getMessage()));
        }
    }

    boolean isAvailable() {
        return state.equals("available");
    }

    private static RefusedException refused(String why) {
        return new RefusedException(
                Guard.INVALID_INPUT,
                "event: " + why,
                "send EventBridge's envelope as events/image-available.json shows it");
    }
}

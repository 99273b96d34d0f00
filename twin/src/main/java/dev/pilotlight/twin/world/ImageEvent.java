package dev.pilotlight.twin.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.CallContext;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * EC2's event about an AMI that is available, or never will be.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-ami-events.html">AMI events</a>
 */
final class ImageEvent {
    private ImageEvent() {}

    /**
     * As it reaches a bus.
     *
     * @param failure why the image has failed; empty when it is available
     */
    static ObjectNode of(String imageId, Optional<String> failure, String eventId, CallContext place) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", eventId)
                .put("detail-type", "EC2 AMI State Change")
                .put("source", "aws.ec2")
                .put("account", place.account())
                .put("time", place.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", place.region());
        event.putArray("resources").add("arn:aws:ec2:" + place.region() + "::image/" + imageId);
        event.putObject("detail")
                .put("RequestId", eventId)
                .put("ImageId", imageId)
                .put("State", failure.isPresent() ? "failed" : "available")
                .put("ErrorMessage", failure.orElse(""));
        return event;
    }
}

package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Epoch;
import java.nio.charset.StandardCharsets;

/**
 * One request for a copy.
 *
 * @param source the image in the other Region
 * @param from the other Region
 * @param name what the copy will be called
 */
public record ImageCopy(PlanName plan, Epoch epoch, ImageId source, RegionName from, String name) {

    /** What the journal calls it. */
    public String target() {
        return from + "/" + source;
    }

    /** The idempotency token, at most 128 characters: an epoch copies an image once. */
    public String token() {
        String all = plan + "/" + epoch + "/" + target();
        return "pilotlight-" + Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    Act act() {
        return new Act(Act.Kind.COPY_IMAGE, target(), token());
    }
}

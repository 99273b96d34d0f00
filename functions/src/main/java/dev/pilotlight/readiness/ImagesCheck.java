package dev.pilotlight.readiness;

import dev.pilotlight.image.Image;
import dev.pilotlight.image.Images;
import dev.pilotlight.image.Verification;
import dev.pilotlight.plan.Durations;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Each tier has a verified image in the recovery Region that is not older than the plan allows, and would boot now. */
final class ImagesCheck implements Check {
    private final Images images;
    private final Verification verification;

    ImagesCheck(Images images, Verification verification) {
        this.images = images;
        this.verification = verification;
    }

    @Override
    public Topic topic() {
        return Topic.IMAGES;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        Tiers.launched(plan).forEach(tier -> look(tier, now, tally));
        return tally.finding(Tiers.NONE);
    }

    private void look(InstanceTier tier, Instant now, Tally tally) {
        Optional<Image> newest = images.tagged(tier.image().tags()).stream()
                .filter(Image::verified)
                .findFirst();
        if (newest.isEmpty()) {
            tally.notReady(
                    tier.name() + " has no verified image with the tags "
                            + tier.image().tags(),
                    "start the state machine sync-images, with {\"create\": true} when the primary has no image either");
            return;
        }
        Duration age = Duration.between(newest.get().createdAt(), now);
        String told = tier.name() + ": " + newest.get().id() + " is " + hours(age) + " old, "
                + Durations.format(tier.image().maxAge()) + " is allowed";
        List<String> flaws = verification.bootFlaws(newest.get(), tier);
        if (newest.get().isOlderThan(tier.image().maxAge(), now)) {
            tally.notReady(told, "start the state machine sync-images, and see why its schedule has not done so");
        } else if (!flaws.isEmpty()) {
            tally.notReady(
                    told + ", and it " + String.join(", and ", flaws),
                    "put that right, or deregister the copy and start the state machine sync-images");
        } else {
            tally.ready(told);
        }
    }

    private static String hours(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " days"
                : age.toMinutes() >= 120 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
    }
}

package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The image that a tier's copy is made of: taken by its tags, or created from a running instance. */
final class SourceImage {
    private final InstanceTier tier;
    private final RegionName region;
    private final Images images;
    private final Marks marks;
    private final Deeds deeds;
    private final Instant now;

    /**
     * The image of one tier in one run.
     *
     * @param region where it lies
     */
    SourceImage(InstanceTier tier, RegionName region, Images images, Run run, Deeds deeds, Instant now) {
        this.tier = tier;
        this.region = region;
        this.images = images;
        this.marks = new Marks(run.plan(), tier);
        this.deeds = deeds;
        this.now = now;
    }

    /**
     * The newest available one, except that a run ends the copy it has begun although a newer image has appeared.
     *
     * @param begun whether this run has begun to copy an image
     */
    Optional<Image> newest(Predicate<Image> begun) {
        List<Image> available = images.tagged(tier.image().tags()).stream()
                .filter(Image::available)
                .toList();
        return available.stream()
                .filter(begun)
                .findFirst()
                .or(() -> available.stream().findFirst());
    }

    /** The one that this run creates, in any state. */
    Optional<Image> created(Run run) {
        Optional<Image> created = images.named(marks.createdName(run.epoch()));
        created.ifPresent(image -> settle(image, run));
        return created;
    }

    private void settle(Image image, Run run) {
        for (Deed deed : deeds.of(Act.Kind.CREATE_IMAGE)) {
            if (deed.act().token().equals(marks.createdName(run.epoch()))) {
                deeds.settleOpen(
                        Act.Kind.CREATE_IMAGE,
                        deed.act().target(),
                        new Settlement.Happened(Map.of("image", image.id().value())));
            }
        }
    }

    /** Creates the image from an instance that goes on running. */
    Outcome create(Run run) throws ImageRejectedException {
        String name = tier.image().tags().get("Name");
        Optional<InstanceId> instance = name == null ? Optional.empty() : images.runningInstance(name);
        if (instance.isEmpty()) {
            return new Outcome.Refused(
                    Guard.NO_USABLE_IMAGE,
                    "tier " + tier.name() + ": no running instance in " + region + " has the Name tag of "
                            + tier.image().tags(),
                    "start one, or tag the one that runs; an image is created from it by its Name");
        }
        if (CopyImages.madeLately(deeds.of(Act.Kind.CREATE_IMAGE, instance.get().value()), now)) {
            return new Outcome.Pending("the new image of " + instance.get() + " is not listed yet");
        }
        String wanted = marks.createdName(run.epoch());
        deeds.carryOut(
                new Act(Act.Kind.CREATE_IMAGE, instance.get().value(), wanted),
                permit -> Map.of(
                        "image",
                        images.create(permit, instance.get(), wanted, marks.ofCreated(), marks.ofSnapshots())
                                .value()));
        return new Outcome.Pending("an image of " + instance.get() + " is being created");
    }
}

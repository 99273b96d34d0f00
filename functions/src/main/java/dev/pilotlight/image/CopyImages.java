package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.ImageSelection;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Brings the newest image of one tier to the recovery Region: takes it by its tags in the primary Region or creates it
 * from a running instance, copies it, waits, verifies, and marks it.
 */
public final class CopyImages {
    /** EC2 is eventually consistent: what was just made may not be listed for a moment. */
    private static final Duration UNLISTED = Duration.ofMinutes(5);

    private final Images primary;
    private final Images recovery;

    public CopyImages(Images primary, Images recovery) {
        this.primary = primary;
        this.recovery = recovery;
    }

    /**
     * Looks at the images of both Regions and takes the next step.
     *
     * @param from the primary Region
     * @param create whether an image is to be created from a running instance in this run
     */
    public Outcome advance(InstanceTier tier, RegionName from, boolean create, Run run, Lease lease, Instant now) {
        try {
            return new Attempt(tier, from, run, Deeds.of(lease), now).advance(create);
        } catch (ImageRejectedException rejected) {
            return refused(
                    tier,
                    String.valueOf(rejected.getMessage()),
                    "look at the message of EC2; permissions on keys and snapshots are the usual reason");
        }
    }

    private static Outcome refused(InstanceTier tier, String why, String remedy) {
        return new Outcome.Refused(Guard.NO_USABLE_IMAGE, "tier " + tier.name() + ": " + why, remedy);
    }

    /** One call for one tier. */
    private final class Attempt {
        private final InstanceTier tier;
        private final ImageSelection selection;
        private final RegionName from;
        private final Run run;
        private final Deeds deeds;
        private final Instant now;

        Attempt(InstanceTier tier, RegionName from, Run run, Deeds deeds, Instant now) {
            this.tier = tier;
            this.selection = tier.image();
            this.from = from;
            this.run = run;
            this.deeds = deeds;
            this.now = now;
        }

        Outcome advance(boolean create) throws ImageRejectedException {
            Optional<Image> source = create ? primary.named(createdName()) : newestSource();
            if (source.isEmpty()) {
                return create ? createSource() : noSource();
            }
            settle(Act.Kind.CREATE_IMAGE, source.get().id());
            return switch (source.get().state()) {
                case PENDING -> waiting("the image " + source.get().id() + " is being created", primary, source.get());
                case AVAILABLE -> copy(source.get());
                case UNUSABLE ->
                    refused(
                            tier,
                            "the image " + source.get().id() + " could not be created: " + reason(source.get()),
                            "look at the instance's volumes and their keys in " + from + ", then run again");
            };
        }

        /** The newest image, except that a run ends the copy it has begun although a newer one has appeared. */
        private Optional<Image> newestSource() {
            List<Image> available = primary.tagged(selection.tags()).stream()
                    .filter(Image::available)
                    .toList();
            return available.stream()
                    .filter(image -> deeds.of(Act.Kind.COPY_IMAGE, order(image).target()).stream()
                            .anyMatch(deed -> !deed.failed()))
                    .findFirst()
                    .or(() -> available.stream().findFirst());
        }

        private ImageCopy order(Image source) {
            // A name has at most 128 characters.
            String name = source.name().substring(0, Math.min(100, source.name().length())) + "-" + source.id();
            return new ImageCopy(run.plan(), run.epoch(), source.id(), from, name);
        }

        private Outcome noSource() {
            return refused(
                    tier,
                    "no available image in " + from + " carries the tags " + selection.tags(),
                    "create one and tag it so, or run with create=true");
        }

        /** The same in every call of a run, and unlike that of any other. */
        private String createdName() {
            return "pilotlight-" + run.plan() + "-" + tier.name() + "-" + run.epoch();
        }

        private Outcome createSource() throws ImageRejectedException {
            String name = selection.tags().get("Name");
            Optional<InstanceId> instance = name == null ? Optional.empty() : primary.runningInstance(name);
            if (instance.isEmpty()) {
                return refused(
                        tier,
                        "no running instance in " + from + " has the Name tag of " + selection.tags(),
                        "start one, or tag the one that runs; an image is created from it by its Name");
            }
            if (madeLately(deeds.of(Act.Kind.CREATE_IMAGE, instance.get().value()))) {
                return new Outcome.Pending("the new image of " + instance.get() + " is not listed yet");
            }
            Act act = new Act(Act.Kind.CREATE_IMAGE, instance.get().value(), createdName());
            deeds.carryOut(
                    act,
                    permit -> made(
                            primary.create(permit, instance.get(), createdName(), new TreeMap<>(selection.tags()))));
            return new Outcome.Pending("an image of " + instance.get() + " is being created");
        }

        private Outcome copy(Image source) throws ImageRejectedException {
            ImageCopy order = order(source);
            List<Deed> copied = deeds.of(Act.Kind.COPY_IMAGE, order.target());
            List<Image> copies = recovery.tagged(selection.tags()).stream()
                    .filter(image -> image.source().equals(Optional.of(source.id())))
                    .toList();
            Optional<Image> best = best(copies);
            if (best.isPresent()) {
                settle(Act.Kind.COPY_IMAGE, order.target(), best.get().id());
                return best.get().available()
                        ? verify(best.get(), source)
                        : waiting("the copy " + best.get().id() + " is on its way", recovery, best.get());
            }
            Optional<Image> failed =
                    copies.stream().filter(image -> isOurs(image, copied)).findFirst();
            if (failed.isPresent()) {
                return refused(
                        tier,
                        "the copy " + failed.get().id() + " of " + source.id() + " has failed: " + reason(failed.get()),
                        "look at the key of the destination and the source's snapshots, then run again");
            }
            if (madeLately(copied)) {
                return new Outcome.Pending("the copy of " + source.id() + " is not listed yet");
            }
            deeds.carryOut(order.act(), permit -> made(recovery.copy(permit, order)));
            return new Outcome.Pending("the image " + source.id() + " is being copied");
        }

        private Outcome verify(Image copy, Image source) throws ImageRejectedException {
            if (!copy.sourceRegion().equals(Optional.of(from))) {
                return refused(
                        tier,
                        "the copy " + copy.id() + " does not come from " + from,
                        "remove the tags of the plan from it; somebody else has made it");
            }
            if (!copy.verified()) {
                Act act = new Act(Act.Kind.TAG_IMAGE, copy.id().value(), "verified " + source.id());
                String mark = now + " " + source.id();
                deeds.carryOut(act, permit -> {
                    recovery.tag(permit, copy.id(), Image.VERIFIED, mark);
                    return Map.of("image", copy.id().value());
                });
                return new Outcome.Pending("the copy " + copy.id() + " is available and is being marked as verified");
            }
            deeds.settleOpen(Act.Kind.TAG_IMAGE, copy.id().value(), happened(copy.id()));
            return Outcome.done(Map.of(
                    "tier", tier.name(),
                    "imageId", copy.id().value(),
                    "source", source.id().value(),
                    "createdAt", copy.createdAt().toString(),
                    "progress", 100));
        }

        /** A verified copy, or an available one, or one that is on its way. */
        private static Optional<Image> best(List<Image> copies) {
            return copies.stream()
                    .filter(Image::verified)
                    .findFirst()
                    .or(() -> copies.stream().filter(Image::available).findFirst())
                    .or(() -> copies.stream()
                            .filter(image -> image.state() == Image.State.PENDING)
                            .findFirst());
        }

        private Outcome waiting(String what, Images where, Image image) {
            OptionalInt percent = where.progress(image);
            Map<String, Object> carried = new TreeMap<>();
            carried.put("imageId", image.id().value());
            percent.ifPresent(number -> carried.put("progress", number));
            String why = percent.isPresent() ? what + ", " + percent.getAsInt() + " %" : what;
            return new Outcome.Pending(why, Duration.ofSeconds(1), carried);
        }

        /** Whether an accepted request is so young that its image need not be listed yet. */
        private boolean madeLately(List<Deed> requests) {
            return requests.stream()
                    .anyMatch(request ->
                            request.happened() && request.at().plus(UNLISTED).isAfter(now));
        }

        private static boolean isOurs(Image image, List<Deed> requests) {
            return requests.stream()
                    .anyMatch(request -> request.evidence()
                            .path("image")
                            .asText()
                            .equals(image.id().value()));
        }

        private void settle(Act.Kind kind, ImageId image) {
            for (Deed deed : deeds.of(kind)) {
                if (deed.act().token().equals(createdName())) {
                    deeds.settleOpen(kind, deed.act().target(), happened(image));
                }
            }
        }

        private void settle(Act.Kind kind, String target, ImageId image) {
            deeds.settleOpen(kind, target, happened(image));
        }

        private static Settlement happened(ImageId image) {
            return new Settlement.Happened(made(image));
        }

        private static Map<String, Object> made(ImageId image) {
            return Map.of("image", image.value());
        }

        private static String reason(Image image) {
            return image.why().orElse("EC2 gives no reason");
        }
    }
}

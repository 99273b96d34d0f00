package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings the newest image of one tier to the recovery Region: takes it by its tags in the primary Region or creates it
 * from a running instance, copies it, waits, verifies, and marks it. Whatever goes wrong, the copy that was marked
 * before stays the tier's image.
 */
public final class CopyImages {
    /** EC2 is eventually consistent: what was just made may not be listed for a moment. */
    private static final Duration UNLISTED = Duration.ofMinutes(5);

    /** How long a copy waits before it asks for its turn again. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final Images primary;
    private final Images recovery;
    private final Verification verification;

    /** @param verification of the recovery Region's images */
    public CopyImages(Images primary, Images recovery, Verification verification) {
        this.primary = primary;
        this.recovery = recovery;
        this.verification = verification;
    }

    /**
     * Looks at the images of both Regions and takes the next step.
     *
     * @param from the primary Region
     * @param create whether an image is to be created from a running instance in this run
     */
    public Outcome advance(InstanceTier tier, RegionName from, boolean create, Run run, Lease lease, Instant now) {
        Attempt attempt = new Attempt(tier, from, run, Deeds.of(lease), now);
        try {
            return attempt.advance(create);
        } catch (ImageRejectedException rejected) {
            return attempt.refused(
                    String.valueOf(rejected.getMessage()),
                    "look at the message of EC2; permissions on keys and snapshots are the usual reason");
        }
    }

    /** Whether an accepted request is so young that its image need not be listed yet. */
    static boolean madeLately(List<Deed> requests, Instant now) {
        return requests.stream()
                .anyMatch(request ->
                        request.happened() && request.at().plus(UNLISTED).isAfter(now));
    }

    /** One call for one tier. */
    private final class Attempt {
        private final InstanceTier tier;
        private final RegionName from;
        private final Run run;
        private final Deeds deeds;
        private final Instant now;
        private final Marks marks;
        private final SourceImage sources;

        Attempt(InstanceTier tier, RegionName from, Run run, Deeds deeds, Instant now) {
            this.tier = tier;
            this.from = from;
            this.run = run;
            this.deeds = deeds;
            this.now = now;
            this.marks = new Marks(run.plan(), tier);
            this.sources = new SourceImage(tier, from, primary, run, deeds, now);
        }

        Outcome advance(boolean create) throws ImageRejectedException {
            Optional<Image> source = create ? sources.created(run) : sources.newest(this::isBegun);
            if (source.isEmpty()) {
                return create ? sources.create(run) : noSource();
            }
            return switch (source.get().state()) {
                case PENDING -> waiting("the image " + source.get().id() + " is being created", primary, source.get());
                case AVAILABLE -> copy(source.get());
                case UNUSABLE ->
                    refused(
                            "the image " + source.get().id() + " could not be created: " + reason(source.get()),
                            "look at the instance's volumes and their keys in " + from + ", then run again");
            };
        }

        private boolean isBegun(Image source) {
            return deeds.of(Act.Kind.COPY_IMAGE, target(source)).stream().anyMatch(deed -> !deed.failed());
        }

        private String target(Image source) {
            return order(source, List.of()).target();
        }

        /** Equal in every run of a day, until one of its copies has failed. */
        private ImageCopy order(Image source, List<Image> failed) {
            String attempt = run.startedAt().atOffset(ZoneOffset.UTC).toLocalDate()
                    + failed.stream().map(image -> " " + image.id()).collect(Collectors.joining());
            return new ImageCopy(
                    source.id(),
                    from,
                    Marks.copyName(source),
                    marks.ofCopy(source),
                    marks.ofSnapshots(),
                    tier.image().copyWithin(),
                    attempt);
        }

        private Outcome noSource() {
            return refused(
                    "no available image in " + from + " carries the tags "
                            + tier.image().tags(),
                    "create one and tag it so, or run with create=true");
        }

        private Outcome copy(Image source) throws ImageRejectedException {
            List<Deed> asked = deeds.of(Act.Kind.COPY_IMAGE, target(source));
            List<Image> copies = recovery.tagged(tier.image().tags()).stream()
                    .filter(image -> image.source().equals(Optional.of(source.id())))
                    .toList();
            Optional<Image> best = best(copies);
            if (best.isPresent()) {
                deeds.settleOpen(
                        Act.Kind.COPY_IMAGE, target(source), happened(best.get().id()));
                return best.get().available()
                        ? verify(best.get(), source)
                        : waiting("the copy " + best.get().id() + " is on its way", recovery, best.get());
            }
            Optional<Image> failed =
                    copies.stream().filter(image -> isOurs(image, asked)).findFirst();
            if (failed.isPresent()) {
                return refused(
                        "the copy " + failed.get().id() + " of " + source.id() + " has failed: " + reason(failed.get()),
                        "look at the key of the destination and the source's snapshots, then run again");
            }
            if (madeLately(asked, now)) {
                return new Outcome.Pending("the copy of " + source.id() + " is not listed yet");
            }
            return begin(order(source, copies));
        }

        private Outcome begin(ImageCopy order) throws ImageRejectedException {
            try {
                deeds.carryOut(order.act(), permit -> made(recovery.copy(permit, order)));
                return new Outcome.Pending("the image " + order.source() + " is being copied");
            } catch (TooManyCopiesException others) {
                return new Outcome.Pending(
                        "the copy of " + order.source() + " waits for its turn: " + others.getMessage(), TURN);
            }
        }

        private Outcome verify(Image copy, Image source) throws ImageRejectedException {
            List<String> flaws = new ArrayList<>(verification.differences(copy, source, from));
            flaws.addAll(verification.flaws(copy, tier));
            if (!flaws.isEmpty()) {
                return refused(
                        "the copy " + copy.id() + " of " + source.id() + " " + String.join(", and ", flaws),
                        "put that right, or deregister the copy; then run again, which copies or verifies it anew");
            }
            if (!copy.verified() && tier.image().bootTest()) {
                Optional<BootTest> test = BootTest.of(deeds, copy.id());
                if (test.isEmpty()) {
                    return new Outcome.Pending(
                            "the copy " + copy.id() + " is to be booted",
                            Duration.ofSeconds(1),
                            Map.of(
                                    "imageId",
                                    copy.id().value(),
                                    "progress",
                                    100,
                                    "boot",
                                    copy.id().value()));
                }
                if (test.get().result() == BootTest.Result.FAILED) {
                    return refused(
                            "the copy " + copy.id() + " of " + source.id() + " does not boot: "
                                    + test.get().why(),
                            "look at the image; the next run boots it again, until it is deregistered or a newer one is"
                                    + " there");
                }
            }
            if (!copy.verified()) {
                Act act = new Act(Act.Kind.TAG_IMAGE, copy.id().value(), "verified " + source.id());
                deeds.carryOut(act, permit -> {
                    recovery.tag(permit, copy.id(), Marks.ofVerified(source, from, now));
                    return made(copy.id());
                });
                return new Outcome.Pending("the copy " + copy.id() + " is available and is being marked as verified");
            }
            deeds.settleOpen(Act.Kind.TAG_IMAGE, copy.id().value(), happened(copy.id()));
            return Outcome.done(Map.of(
                    "tier", tier.name(),
                    "imageId", copy.id().value(),
                    "source", source.id().value(),
                    "digest", source.digest(from),
                    "createdAt", copy.createdAt().toString(),
                    "boot", BootTest.of(deeds, copy.id()).map(BootTest::words).orElse("not tested in this run"),
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

        private static Outcome waiting(String what, Images where, Image image) {
            OptionalInt percent = where.snapshots(image).stream()
                    .flatMapToInt(snapshot -> snapshot.progress().stream())
                    .min();
            Map<String, Object> carried = new TreeMap<>();
            carried.put("imageId", image.id().value());
            percent.ifPresent(number -> carried.put("progress", number));
            String why = percent.isPresent() ? what + ", " + percent.getAsInt() + " %" : what;
            return new Outcome.Pending(why, Duration.ofSeconds(1), carried);
        }

        private static boolean isOurs(Image image, List<Deed> requests) {
            return requests.stream()
                    .anyMatch(request -> request.evidence()
                            .path("image")
                            .asText()
                            .equals(image.id().value()));
        }

        private Outcome refused(String why, String remedy) {
            String stays = recovery.tagged(tier.image().tags()).stream()
                    .filter(Image::verified)
                    .findFirst()
                    .map(image -> "; the last good image stays: " + image.id() + " of " + image.createdAt())
                    .orElse("; the tier has no good image");
            return new Outcome.Refused(Guard.NO_USABLE_IMAGE, "tier " + tier.name() + ": " + why + stays, remedy);
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

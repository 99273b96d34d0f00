package dev.pilotlight.image;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Retires what this software has made for one tier and nobody needs any more, in both Regions: images beyond the plan's
 * number, images that never came to be, and snapshots whose image is gone, whichever run has left them. One thing a
 * call. {@link Stock} says what stays.
 */
public final class RetireImages {
    /** What is younger may be on its way, although EC2 says otherwise. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    /** EC2 may still think for a moment that an image needs its snapshot; what it refuses this often stays. */
    private static final int ATTEMPTS = 5;

    /** How much of a list is told. */
    private static final int TOLD = 10;

    private final Images primary;
    private final Images recovery;

    public RetireImages(Images primary, Images recovery) {
        this.primary = primary;
        this.recovery = recovery;
    }

    /** Looks at both Regions and takes the next step. */
    public Outcome advance(InstanceTier tier, Run run, Lease lease, Instant now) {
        Attempt attempt = new Attempt(tier, new Marks(run.plan(), tier), Deeds.of(lease), now);
        Stock there = Stock.of(recovery, tier, attempt.marks, attempt.namedByThisRun());
        Stock here =
                Stock.of(primary, tier, attempt.marks, attempt.namedByThisRun()).keeping(there.sourcesOnTheirWay());
        return attempt.retire(recovery, there)
                .or(() -> attempt.retire(primary, here))
                .orElseGet(() -> attempt.done(here, there));
    }

    /** One call for one tier. */
    private static final class Attempt {
        private final InstanceTier tier;
        private final Marks marks;
        private final Deeds deeds;
        private final Instant now;
        private final List<String> stays = new ArrayList<>();

        Attempt(InstanceTier tier, Marks marks, Deeds deeds, Instant now) {
            this.tier = tier;
            this.marks = marks;
            this.deeds = deeds;
            this.now = now;
        }

        /** What this run has made or copied is not for this run to retire. */
        Predicate<Image> namedByThisRun() {
            List<String> made = Stream.of(Act.Kind.CREATE_IMAGE, Act.Kind.COPY_IMAGE)
                    .flatMap(kind -> deeds.of(kind).stream())
                    .map(deed -> deed.evidence().path("image").asText())
                    .toList();
            return image -> made.contains(image.id().value());
        }

        /** The next step in one Region, or nothing when there is none left. */
        Optional<Outcome> retire(Images images, Stock stock) {
            settleWhatIsGone(stock);
            return deleteSnapshot(images).or(() -> deregister(images, stock));
        }

        private void settleWhatIsGone(Stock stock) {
            deeds.of(Act.Kind.DEREGISTER_IMAGE).stream()
                    .filter(deed -> deed.open() && isOfThisTier(deed))
                    .map(deed -> deed.act().target())
                    .filter(target -> !stock.lists(target))
                    .forEach(target ->
                            deeds.settleOpen(Act.Kind.DEREGISTER_IMAGE, target, new Settlement.Happened(Map.of())));
        }

        private boolean isOfThisTier(Deed deed) {
            return deed.act().token().equals(marks.madeFor());
        }

        private Optional<Outcome> deleteSnapshot(Images images) {
            List<ImageSnapshot> orphans = images.orphans(Image.MADE_FOR, marks.madeFor()).stream()
                    .filter(snapshot -> snapshot.state() != ImageSnapshot.State.PENDING)
                    .filter(snapshot -> !snapshot.startedAt().plus(YOUNG).isAfter(now))
                    .toList();
            for (ImageSnapshot orphan : orphans) {
                Optional<Outcome> step = end(
                        Act.Kind.DELETE_IMAGE_SNAPSHOT,
                        orphan.id(),
                        permit -> images.deleteSnapshot(permit, orphan.id()));
                if (step.isPresent()) {
                    return step;
                }
            }
            return Optional.empty();
        }

        private Optional<Outcome> deregister(Images images, Stock stock) {
            List<Image> surplus = stock.surplus();
            Map<ImageId, List<String>> users = surplus.isEmpty()
                    ? Map.of()
                    : images.users(surplus.stream().map(Image::id).toList());
            for (Image image : surplus) {
                if (users.containsKey(image.id())) {
                    stays.add(
                            image.id() + " is used by " + users.get(image.id()).getFirst());
                    continue;
                }
                Optional<Outcome> step = end(
                        Act.Kind.DEREGISTER_IMAGE, image.id().value(), permit -> images.deregister(permit, image.id()));
                if (step.isPresent()) {
                    return step;
                }
            }
            return Optional.empty();
        }

        /** Asks for the end of one thing, or waits for it; nothing when EC2 has refused it too often. */
        private Optional<Outcome> end(Act.Kind kind, String target, Request request) {
            List<Deed> asked = deeds.of(kind, target);
            if (CopyImages.madeLately(asked, now)) {
                return Optional.of(new Outcome.Pending(target + " is still listed, and its end was asked for"));
            }
            if (asked.stream().filter(Deed::failed).count() >= ATTEMPTS) {
                stays.add(target + " is not let go by EC2");
                return Optional.empty();
            }
            try {
                deeds.carryOut(new Act(kind, target, marks.madeFor()), permit -> {
                    request.send(permit);
                    return Map.of();
                });
                return Optional.of(new Outcome.Pending("the end of " + target + " was asked for"));
            } catch (ImageRejectedException refused) {
                return Optional.of(
                        new Outcome.Pending("EC2 does not let go of " + target + " yet: " + refused.getMessage()));
            }
        }

        Outcome done(Stock here, Stock there) {
            deeds.of(Act.Kind.DELETE_IMAGE_SNAPSHOT).stream()
                    .filter(deed -> deed.open() && isOfThisTier(deed))
                    .forEach(deed -> deeds.settleOpen(
                            Act.Kind.DELETE_IMAGE_SNAPSHOT, deed.act().target(), new Settlement.Happened(Map.of())));
            List<String> gone = Stream.of(Act.Kind.DEREGISTER_IMAGE, Act.Kind.DELETE_IMAGE_SNAPSHOT)
                    .flatMap(kind -> deeds.of(kind).stream())
                    .filter(deed -> isOfThisTier(deed) && !deed.failed())
                    .map(deed -> deed.act().target())
                    .distinct()
                    .toList();
            Map<String, Object> evidence = new TreeMap<>();
            evidence.put("tier", tier.name());
            evidence.put("kept", Map.of("primary", here.kept(), "recovery", there.kept()));
            evidence.put("retired", gone.stream().limit(TOLD).toList());
            evidence.put("retiredCount", gone.size());
            evidence.put("stays", stays.stream().limit(TOLD).toList());
            return Outcome.done(evidence);
        }
    }

    /** One request that a permit is for. */
    @FunctionalInterface
    private interface Request {
        void send(Permit permit) throws ImageRejectedException;
    }
}

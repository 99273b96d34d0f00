package dev.pilotlight.image;

import dev.pilotlight.journal.Plans;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the copying as soon as EC2 says that a new image of a plan is available in its primary Region. It only spares
 * the wait for the schedule: EC2 delivers such events when it can, and what is missed here the schedule copies.
 */
final class StartImageSync {
    private final Plans plans;
    private final ImageSyncs syncs;
    private final AccountId account;
    private final RegionName region;

    /**
     * A starter for one deployment.
     *
     * @param region where this software is deployed, which is its plans' recovery Region
     */
    StartImageSync(Plans plans, ImageSyncs syncs, AccountId account, RegionName region) {
        this.plans = plans;
        this.syncs = syncs;
        this.account = account;
        this.region = region;
    }

    /**
     * Hears one event.
     *
     * @param images of the Region that the event tells of
     * @return done, with the executions that were started, or why none was
     */
    Outcome hear(ImageEvent event, Images images) {
        if (!event.isAvailable()) {
            return ignored("the image is " + event.state());
        }
        if (!event.account().equals(account)) {
            return ignored("the image belongs to another account");
        }
        List<String> started = new ArrayList<>();
        for (PlanName name : plans.names()) {
            plan(name)
                    .filter(plan -> concerns(plan, event, images))
                    .ifPresent(plan -> started.add(syncs.start(plan.plan(), event.image())));
        }
        return started.isEmpty()
                ? ignored("no plan's tier takes this image; it is not the newest with its tags, or one that is copied"
                        + " by the run that has created it")
                : Outcome.done(Map.of("started", started));
    }

    /** A plan that is not valid is nobody's here: whoever starts its run is told. */
    private Optional<Plan> plan(PlanName name) {
        return plans.newest(name).flatMap(stored -> {
            try {
                return Optional.of(PlanReader.read(stored.document()));
            } catch (InvalidPlanException invalid) {
                return Optional.empty();
            }
        });
    }

    private boolean concerns(Plan plan, ImageEvent event, Images images) {
        return plan.regions().primary().equals(event.region())
                && plan.regions().recovery().equals(region)
                && plan.tiers().stream()
                        .anyMatch(tier -> tier instanceof InstanceTier launched && concerns(launched, event, images));
    }

    private static boolean concerns(InstanceTier tier, ImageEvent event, Images images) {
        return images.tagged(tier.image().tags()).stream()
                .filter(Image::available)
                .findFirst()
                .filter(newest -> newest.id().equals(event.image()))
                .filter(newest -> !newest.tags().containsKey(Image.MADE_FOR))
                .isPresent();
    }

    private static Outcome ignored(String why) {
        return Outcome.done(Map.of("started", List.of(), "ignored", why));
    }
}

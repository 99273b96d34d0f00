package dev.pilotlight.image;

import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.PlanName;

/** Executions of the image synchronisation that an event starts. */
interface ImageSyncs {

    /**
     * Starts the one execution that a plan has for an image; called again, it starts no other.
     *
     * @return the execution's name
     */
    String start(PlanName plan, ImageId image);
}

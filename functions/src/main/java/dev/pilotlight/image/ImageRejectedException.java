package dev.pilotlight.image;

import dev.pilotlight.journal.RejectedException;

/** EC2 has rejected a request about an image; nothing was changed by it. */
public class ImageRejectedException extends RejectedException {
    public ImageRejectedException(String message) {
        super(message);
    }
}

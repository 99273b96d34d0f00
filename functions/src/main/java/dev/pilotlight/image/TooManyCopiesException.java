package dev.pilotlight.image;

/**
 * EC2 makes as many copies at a time as it lets an account make: 50 in a destination Region, 25 of them from one source
 * Region. Nothing was begun; another time it will be.
 */
public final class TooManyCopiesException extends ImageRejectedException {
    public TooManyCopiesException(String message) {
        super(message);
    }
}

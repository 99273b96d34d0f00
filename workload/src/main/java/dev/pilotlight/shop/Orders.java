package dev.pilotlight.shop;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders of the shop. Every method may throw {@link UnavailableException}. */
interface Orders {
    /**
     * Places an order and returns after it is committed; placing the same order again changes nothing.
     *
     * @return the order that is kept under this id, which differs from the given one when the id was used before
     */
    PlacedOrder place(Order order);

    Optional<PlacedOrder> find(UUID id);

    /** The newest orders first. */
    List<PlacedOrder> latest(int limit);

    /** Writes a row and reads it back. */
    void beat();
}

package dev.pilotlight.shop;

import java.util.UUID;

/**
 * An order as the customer sends it. The customer's program chooses the id, so that sending an order again after a lost
 * answer orders nothing twice.
 */
record Order(UUID id, String item, int quantity) {
    static final int LONGEST_ITEM = 80;
    static final int LARGEST_QUANTITY = 1_000;

    Order {
        if (item.isBlank() || item.length() > LONGEST_ITEM) {
            throw new IllegalArgumentException("\"item\" needs 1 to " + LONGEST_ITEM + " characters");
        }
        if (item.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("\"item\" contains control characters");
        }
        if (quantity < 1 || quantity > LARGEST_QUANTITY) {
            throw new IllegalArgumentException("\"quantity\" must lie between 1 and " + LARGEST_QUANTITY);
        }
    }
}

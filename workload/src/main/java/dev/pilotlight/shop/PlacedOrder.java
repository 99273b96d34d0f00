package dev.pilotlight.shop;

import java.time.Instant;

/** An order that the database has committed. */
record PlacedOrder(Order order, Instant placedAt) {}

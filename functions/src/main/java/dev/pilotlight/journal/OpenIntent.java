package dev.pilotlight.journal;

import dev.pilotlight.step.Epoch;
import java.time.Instant;

/**
 * An act that was intended and of which nobody knows yet whether it happened.
 *
 * @param sequence of its entry
 * @param at when it was intended
 */
public record OpenIntent(Epoch epoch, long sequence, Act act, Instant at) {}

/**
 * Holds the interpreter against recorded runs of the real service.
 * {@link dev.pilotlight.twin.states.conformity.Conformity} reads cases, runs each on a virtual timeline of its own, and
 * writes what came out, one JSON object a line.
 */
@NullMarked
package dev.pilotlight.twin.states.conformity;

import org.jspecify.annotations.NullMarked;

/**
 * The decision to promote: made once, on everything that is known, and written down before anything follows from it.
 * Enter at {@link dev.pilotlight.approval.Decide}.
 */
@NullMarked
package dev.pilotlight.approval;

import org.jspecify.annotations.NullMarked;

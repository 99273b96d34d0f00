/**
 * Keeping the old primary from writing, as well as it can be done from outside: before a promotion, best effort and
 * bounded in time, and undone exactly when the run turns back. Enter at {@link dev.pilotlight.fence.FencePrimary}; its
 * undo is {@link dev.pilotlight.fence.TakeFenceDown}, and what it may touch is seen before by
 * {@link dev.pilotlight.fence.LookAtFence}.
 *
 * <p>Each method of a plan is a {@link dev.pilotlight.fence.Barrier}, over a port of its own:
 * {@link dev.pilotlight.fence.DatabaseNetwork}, {@link dev.pilotlight.fence.OldInstances} and
 * {@link dev.pilotlight.fence.FenceFunction}. What became of the fence is kept by
 * {@link dev.pilotlight.fence.FenceRecord}, without which nothing is promoted and no traffic is moved.
 */
@NullMarked
package dev.pilotlight.fence;

import org.jspecify.annotations.NullMarked;

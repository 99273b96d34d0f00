/**
 * The way home: replication from the recovery Region back to the primary one, and the switchover that loses nothing.
 * After a managed failover the old primary rejoins by itself; after a detach it is kept under another name and a new
 * secondary takes its place. What the other rooms do for a recovery Region they do for the home Region with
 * {@link dev.pilotlight.plan.Plan#homeward}. Enter at {@link dev.pilotlight.failback.RebuildReplication} and
 * {@link dev.pilotlight.failback.SwitchOver}; everything they see or do goes through
 * {@link dev.pilotlight.failback.HomeDatabases}.
 */
@NullMarked
package dev.pilotlight.failback;

import org.jspecify.annotations.NullMarked;

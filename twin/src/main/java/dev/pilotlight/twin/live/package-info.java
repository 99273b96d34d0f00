/**
 * The parts of the twin that are not modelled but real: PostgreSQL servers with streaming replication, machine images
 * with bytes and a checksum, and processes started from them. Everything a run starts belongs to its
 * {@link dev.pilotlight.twin.live.RunDirectory}, the place to enter: it ends its own processes and nobody else's, also
 * those of an earlier run that was killed.
 */
@NullMarked
package dev.pilotlight.twin.live;

import org.jspecify.annotations.NullMarked;

/**
 * How long it takes to move many plans at once, against the bound that EC2's and RDS's request limits set. Enter at
 * {@link dev.pilotlight.bench.evacuate.EvacuationBenchmark}.
 */
@NullMarked
package dev.pilotlight.bench.evacuate;

import org.jspecify.annotations.NullMarked;

/**
 * How long a failover takes in virtual time beside what nature and the plan need at least, and beside what two other
 * open-source projects would take. Enter at {@link dev.pilotlight.bench.rto.RecoveryTimeBenchmark}.
 */
@NullMarked
package dev.pilotlight.bench.rto;

import org.jspecify.annotations.NullMarked;

/** How fast a rehearsal is; enter at {@link dev.pilotlight.bench.rehearse.RehearsalBenchmark}. */
@NullMarked
package dev.pilotlight.bench.rehearse;

import org.jspecify.annotations.NullMarked;

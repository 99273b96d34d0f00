/** How fast the interpreter of state machines is. Enter at {@link dev.pilotlight.bench.states.StatesBenchmark}. */
@NullMarked
package dev.pilotlight.bench.states;

import org.jspecify.annotations.NullMarked;

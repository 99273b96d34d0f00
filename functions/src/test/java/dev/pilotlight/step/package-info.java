/** Tests of what a step is and is told; {@link dev.pilotlight.step.Events} loads the sample events. */
@NullMarked
package dev.pilotlight.step;

import org.jspecify.annotations.NullMarked;

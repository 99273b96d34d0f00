/** Tests of the conformity run. */
@NullMarked
package dev.pilotlight.twin.states.conformity;

import org.jspecify.annotations.NullMarked;

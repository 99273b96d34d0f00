/** Tests of the witness. */
@NullMarked
package dev.pilotlight.witness;

import org.jspecify.annotations.NullMarked;

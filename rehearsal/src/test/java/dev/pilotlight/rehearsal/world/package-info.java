/** Plans of other people's in the twin. */
@NullMarked
package dev.pilotlight.rehearsal.world;

import org.jspecify.annotations.NullMarked;

/** Fencing on models of the primary Region that a test can bend. */
@NullMarked
package dev.pilotlight.fence;

import org.jspecify.annotations.NullMarked;

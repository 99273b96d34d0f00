/** Build tools that run outside the product. Enter at {@link dev.pilotlight.tools.Format}. */
@NullMarked
package dev.pilotlight.tools;

import org.jspecify.annotations.NullMarked;

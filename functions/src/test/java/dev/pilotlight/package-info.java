/** What holds for all functions; enter at {@link dev.pilotlight.ArchitectureTest}. */
@NullMarked
package dev.pilotlight;

import org.jspecify.annotations.NullMarked;

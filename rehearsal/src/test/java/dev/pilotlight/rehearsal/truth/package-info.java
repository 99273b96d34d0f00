/** What is seen of the twin from outside. */
@NullMarked
package dev.pilotlight.rehearsal.truth;

import org.jspecify.annotations.NullMarked;

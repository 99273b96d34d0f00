/** Tests of what the services of a twin do together. */
@NullMarked
package dev.pilotlight.twin.world;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code pilotlight states}, through the command line. */
@NullMarked
package dev.pilotlight.cli.states;

import org.jspecify.annotations.NullMarked;

/** Tests of the command that runs packaged functions. */
@NullMarked
package dev.pilotlight.cli.invoke;

import org.jspecify.annotations.NullMarked;

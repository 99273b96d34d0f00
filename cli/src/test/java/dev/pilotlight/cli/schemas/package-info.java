/** Whether what the commands write for programs is what {@code docs/schemas} says. */
@NullMarked
package dev.pilotlight.cli.schemas;

import org.jspecify.annotations.NullMarked;

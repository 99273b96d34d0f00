@NullMarked
package dev.pilotlight.cli.drill;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.pilotlight.drill;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.pilotlight.failback;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.pilotlight.evacuation;

import org.jspecify.annotations.NullMarked;

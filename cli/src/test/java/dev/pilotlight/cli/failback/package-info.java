@NullMarked
package dev.pilotlight.cli.failback;

import org.jspecify.annotations.NullMarked;

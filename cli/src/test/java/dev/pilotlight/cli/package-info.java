/** The command's own tests: what it refuses, and with which exit code. */
@NullMarked
package dev.pilotlight.cli;

import org.jspecify.annotations.NullMarked;

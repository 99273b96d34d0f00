/** Tests of the interpreter, each a sentence about one thing the language promises. */
@NullMarked
package dev.pilotlight.twin.states;

import org.jspecify.annotations.NullMarked;

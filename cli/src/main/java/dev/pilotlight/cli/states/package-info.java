/**
 * {@code pilotlight states}: runs and checks state machines on their own, and holds the interpreter against recorded
 * runs. Enter at {@link dev.pilotlight.cli.states.StatesCommand}.
 */
@NullMarked
package dev.pilotlight.cli.states;

import org.jspecify.annotations.NullMarked;

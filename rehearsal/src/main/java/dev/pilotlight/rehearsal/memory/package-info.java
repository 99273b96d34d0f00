/**
 * What an exploration need not do again. A function is a function of its event, its clock and the answers it hears; so
 * when it is called as it was called before, only its calls are made again, each at its moment, and for as long as the
 * answers are the ones it heard then. At the first other answer the function itself is run, is told quickly what it has
 * heard, and goes on. Likewise the SDK marshals a request and reads an answer only once. A performance with memory and
 * one without have the same history, byte for byte. Enter at
 * {@link dev.pilotlight.rehearsal.memory.RememberedFunction}.
 */
@NullMarked
package dev.pilotlight.rehearsal.memory;

import org.jspecify.annotations.NullMarked;

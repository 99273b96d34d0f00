/**
 * What an exploration need not do again: the SDK's work on requests and answers that it has marshalled and unmarshalled
 * before. A remembered call and a plain one have the same history. Enter at
 * {@link dev.pilotlight.rehearsal.memory.RememberingClients}.
 */
@NullMarked
package dev.pilotlight.rehearsal.memory;

import org.jspecify.annotations.NullMarked;

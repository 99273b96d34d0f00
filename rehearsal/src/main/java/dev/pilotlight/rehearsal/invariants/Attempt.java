package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.twin.wire.Call;
import java.util.Optional;

/**
 * A call that a function sends.
 *
 * @param index of the call in its performance, from 1
 */
public record Attempt(int index, Optional<Invocation> invocation, Call call) {}

package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.step.Epoch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Proof that one named act was allowed and its intent written down. Only a {@link Lease} mints one; it is used once,
 * for the act it was minted for, within one invocation, before a monotonic deadline. It is never serialised.
 */
public final class Permit {
    private final Epoch epoch;
    private final long sequence;
    private final Act act;
    private final LongSupplier nanoTime;
    private final long deadlineNanos;
    private final AtomicBoolean used = new AtomicBoolean();

    Permit(Epoch epoch, long sequence, Act act, LongSupplier nanoTime, long deadlineNanos) {
        this.epoch = requireNonNull(epoch);
        this.sequence = sequence;
        this.act = requireNonNull(act);
        this.nanoTime = requireNonNull(nanoTime);
        this.deadlineNanos = deadlineNanos;
    }

    /** The epoch under which the act was allowed. */
    public Epoch epoch() {
        return epoch;
    }

    /** The act that was allowed. */
    public Act act() {
        return act;
    }

    long sequence() {
        return sequence;
    }

    /**
     * Spends this permit on an act; a port calls it immediately before its one request.
     *
     * @throws BrokenPermitException when the permit was minted for something else, was already used, or is too old
     */
    public void spendOn(Act.Kind kind, String target) {
        if (act.kind() != kind || !act.target().equals(target)) {
            throw new BrokenPermitException("the permit is for " + act.kind() + " of " + act.target() + ", not for "
                    + kind + " of " + target + "; ask the lease for a permit for this act");
        }
        if (nanoTime.getAsLong() - deadlineNanos > 0) {
            throw new BrokenPermitException(
                    "the permit for " + kind + " of " + target + " is too old; call the step again");
        }
        if (!used.compareAndSet(false, true)) {
            throw new BrokenPermitException(
                    "the permit for " + kind + " of " + target + " was already used; ask the lease for another");
        }
    }
}

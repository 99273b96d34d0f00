package dev.pilotlight.plan;

import java.time.Duration;
import java.util.List;

/**
 * When the primary counts as down.
 *
 * @param window how long it must last before anything irreversible
 * @param quorum how many signals must say so; at least one of them from outside both Regions
 * @param cooldown how long after a run no alarm starts another
 * @param signals in the order in which they are asked; at least as many as the quorum
 */
public record OutagePolicy(
        Duration window, int quorum, Duration cooldown, List<SignalSource> signals, Control control) {
    public OutagePolicy {
        signals = List.copyOf(signals);
        Durations.requireNotNegative(window, "window");
        Durations.requireNotNegative(cooldown, "cooldown");
        Form.require(
                quorum >= 1 && quorum <= signals.size(),
                "quorum is " + quorum + " of " + signals.size() + " signals; it must be between 1 and their number");
        Form.require(
                signals.stream().anyMatch(signal -> signal.vantage() == Vantage.OUTSIDE),
                "no signal sees the primary from outside both Regions; add an alarm with vantage outside, or a witness");
    }

    /** The policy of a way that nobody watches for an outage, because only a person begins it. */
    OutagePolicy unwatched() {
        return new OutagePolicy(
                window, 1, cooldown, List.of(new SignalSource.WitnessSignal("nobody", Duration.ofMinutes(3))), control);
    }
}

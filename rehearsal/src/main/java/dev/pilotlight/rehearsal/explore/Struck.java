package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import java.util.Comparator;

/** A call site and a fault that it has met. */
public record Struck(CallSite site, CallFault fault) implements Comparable<Struck> {
    private static final Comparator<Struck> ORDER =
            Comparator.comparing(Struck::site).thenComparing(Struck::fault);

    @Override
    public int compareTo(Struck other) {
        return ORDER.compare(this, other);
    }
}

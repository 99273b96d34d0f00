package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Interference;
import dev.pilotlight.rehearsal.faults.RequestText;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.twin.service.lambda.SandboxLostError;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where every call of a performance goes out: counts it, lets the faults at it, and writes it down. */
final class Gate implements Passage {
    private static final ScopedValue<Integer> INDEX = ScopedValue.newInstance();

    private final Timeline timeline;
    private final Interference interference;
    private final boolean detailed;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final SortedMap<CallSite, Integer> sites = new TreeMap<>();
    private final Set<Struck> struck = new TreeSet<>();
    private @Nullable Supplier<String> situations;
    private int calls;
    private boolean open;
    private boolean lifted;

    /** @param detailed whether every call is written down with its situation */
    Gate(Timeline timeline, Interference interference, boolean detailed) {
        this.timeline = timeline;
        this.interference = interference;
        this.detailed = detailed;
    }

    /** Who tells in which situation a call is made. */
    void watch(Supplier<String> teller) {
        situations = teller;
    }

    /** From now on calls count, and faults strike; whatever came before is no part of the performance. */
    void open() {
        open = true;
    }

    /** The index of the call that the calling thread is making; 0 when it makes none. */
    static int index() {
        return INDEX.isBound() ? INDEX.get() : 0;
    }

    int calls() {
        return calls;
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Every call site that was reached while faults were possible, and the index of its first call. */
    SortedMap<CallSite, Integer> sites() {
        return Collections.unmodifiableSortedMap(sites);
    }

    /** From now on no site counts any more. */
    void lift() {
        lifted = true;
    }

    Set<Struck> struck() {
        return struck;
    }

    @Override
    public HttpResponse pass(Call call, Inner inner) throws InterruptedException {
        if (!open) {
            return inner.proceed();
        }
        int index = ++calls;
        CallSite site = CallSite.here(call);
        if (!lifted) {
            sites.putIfAbsent(site, index);
        }
        Note note = new Note(index, site, call, detailed && situations != null ? situations.get() : "");
        try {
            Interference.Passed passed = ScopedValue.where(INDEX, index).call(() -> answered(index, call, inner));
            passed.fault().ifPresent(fault -> struck.add(new Struck(site, fault)));
            note.down(passed);
            return passed.response();
        } catch (AwsError | SandboxLostError | UncheckedIOException | InterruptedException failure) {
            interference.faultOf(index, call).ifPresent(fault -> struck.add(new Struck(site, fault)));
            note.down(failure, interference.faultOf(index, call));
            throw failure;
        }
    }

    private Interference.Passed answered(int index, Call call, Inner inner) throws InterruptedException {
        return interference.pass(index, call, inner);
    }

    /** A call that is being written down. */
    private final class Note {
        private final int index;
        private final CallSite site;
        private final Call call;
        private final String situation;
        private final Instant at = timeline.now();

        Note(int index, CallSite site, Call call, String situation) {
            this.index = index;
            this.site = site;
            this.call = call;
            this.situation = situation;
        }

        void down(Interference.Passed passed) {
            if (detailed) {
                String answer = RequestText.withoutMoments(passed.response().text());
                add(situation + '\n' + answer, passed.response().status(), passed.fault());
            }
        }

        void down(Throwable failure, Optional<CallFault> fault) {
            if (detailed) {
                add(situation, failure instanceof AwsError error ? error.status() : 0, fault);
            }
        }

        private void add(String seen, int status, Optional<CallFault> fault) {
            int delivery = Invocation.current().map(Invocation::number).orElse(0);
            exchanges.add(new Exchange(index, at, delivery, site, call, RequestText.of(call), seen, status, fault));
        }
    }
}

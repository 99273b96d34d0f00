package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.service.lambda.Handler;
import dev.pilotlight.twin.time.Timeline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Counts the events that are delivered to functions, and delivers some of them a second time. */
final class Deliveries {
    private final Timeline timeline;
    private final Supplier<Functions> functions;
    private final List<Fault> faults;
    private boolean counting;
    private int count;

    /** @param functions to which a second delivery goes; there are none yet when their handlers are made */
    Deliveries(Timeline timeline, Supplier<Functions> functions, List<Fault> faults) {
        this.timeline = timeline;
        this.functions = functions;
        this.faults = List.copyOf(faults);
    }

    /** From now on deliveries count; whatever came before is no part of the performance. */
    void begin() {
        counting = true;
    }

    int count() {
        return count;
    }

    /** A function whose deliveries are counted. */
    Handler counted(String name, Handler handler) {
        return (event, answer) -> {
            byte[] bytes = event.readAllBytes();
            int number = counting ? ++count : 0;
            deliverAgain(number, name, bytes);
            Invocation.of(number, name, bytes).run(() -> handler.handle(new ByteArrayInputStream(bytes), answer));
        };
    }

    private void deliverAgain(int number, String function, byte[] event) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.Twice twice && twice.delivery() == number) {
                timeline.after(twice.after(), "second delivery of " + function, () -> invoke(function, event));
            }
        }
    }

    private void invoke(String function, byte[] event) {
        try {
            functions.get().invoke(function, new String(event, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

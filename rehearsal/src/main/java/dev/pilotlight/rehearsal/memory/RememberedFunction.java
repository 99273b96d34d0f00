package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.aws.KnownPlans;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.service.lambda.Handler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands in a function's place, and runs it only when it does not know what the function would do. */
public final class RememberedFunction implements Handler {
    private final String name;
    private final Handler function;
    private final Memory memory;
    private final Sites sites;
    private final Supplier<Instant> clock;
    private final Heard.Moments moments;

    /**
     * @param memory of performances in which the function was the same
     * @param sites how this performance's functions reach sites
     * @param clock what the function is told as the time
     * @param world the time in the world
     */
    public RememberedFunction(
            String name,
            Handler function,
            Memory memory,
            Sites sites,
            Supplier<Instant> clock,
            Supplier<Instant> world) {
        this.name = name;
        this.function = function;
        this.memory = memory;
        this.sites = sites;
        this.clock = clock;
        this.moments = world::get;
    }

    /** Whatever functions of one kind of cast have done so far; serves several performances at once. */
    public static final class Memory {
        private static final int INVOCATIONS = 2500;

        private final Remembered<Beginning, Transcript> transcripts = new Remembered<>(INVOCATIONS);
        private final KnownPlans plans = new KnownPlans();

        /** The plans that they have read. */
        public KnownPlans plans() {
            return plans;
        }

        private Transcript after(Beginning beginning) {
            return transcripts.getOrMake(beginning, key -> new Transcript());
        }
    }

    /** Everything that a function is told when it begins; its nonces are made of the invocation's id. */
    private record Beginning(String function, String event, Instant clock, Instant world, String requestId) {}

    @Override
    public void handle(InputStream event, OutputStream answer) throws IOException {
        byte[] bytes = event.readAllBytes();
        Instant began = moments.now();
        Transcript position = memory.after(new Beginning(
                name,
                new String(bytes, StandardCharsets.UTF_8),
                clock.get(),
                began,
                Functions.requestId().orElse("")));
        List<Heard> heard = new ArrayList<>();
        @Nullable InterruptedException givenUp = null;
        // Read once each: another performance may come to know the next step at any moment.
        Transcript.@Nullable Step next = position.step();
        try {
            while (next instanceof Transcript.Step.Asks asks) {
                Heard answered = Place.at(asks.place(), () -> Heard.of(asks.question(), sites, moments));
                heard.add(answered);
                position = position.after(answered);
                next = position.step();
            }
        } catch (InterruptedException interrupted) {
            givenUp = interrupted;
            next = null;
        }
        switch (next) {
            case Transcript.Step.Returns(byte[] known) -> answer.write(known);
            case Transcript.Step.Fails fails -> fails.again();
            case Transcript.Step.Asks _ -> throw new AssertionError("whoever asks is answered first");
            case null -> run(bytes, answer, new Dialogue(sites, moments, began, heard, position, givenUp));
        }
    }

    private void run(byte[] event, OutputStream answer, Dialogue dialogue) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            dialogue.during(() -> function.handle(new ByteArrayInputStream(event), out));
        } catch (RuntimeException | IOException failure) {
            dialogue.ends(new Transcript.Step.Fails(failure));
            throw failure;
        }
        dialogue.ends(new Transcript.Step.Returns(out.toByteArray()));
        answer.write(out.toByteArray());
    }
}

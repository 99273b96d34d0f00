package dev.pilotlight.cli.rehearse;

import dev.pilotlight.rehearsal.explore.Findings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/** A line that says how far a rehearsal is: a bar in a terminal, a line every ten seconds elsewhere. */
final class Progress implements Consumer<Findings> {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final InstantSource clock;
    private final int total;
    private final Instant began;
    private Instant next = Instant.MIN;

    Progress(PrintWriter out, boolean terminal, InstantSource clock, int total) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.total = total;
        this.began = clock.instant();
    }

    @Override
    public synchronized void accept(Findings findings) {
        Instant now = clock.instant();
        int done = Math.min(findings.size(), total);
        Duration pause = terminal ? Duration.ofMillis(200) : Duration.ofSeconds(10);
        if (done < total && now.isBefore(next)) {
            return;
        }
        next = now.plus(pause);
        out.print(terminal ? "\r" + line(done, now) : line(done, now) + System.lineSeparator());
        if (terminal && done == total) {
            out.println();
        }
        out.flush();
    }

    private String line(int done, Instant now) {
        double seconds = Math.max(0.001, Duration.between(began, now).toMillis() / 1000.0);
        double rate = done / seconds;
        long rest = rate > 0 ? Math.round((total - done) / rate) : 0;
        int filled = total == 0 ? WIDTH : WIDTH * done / total;
        return String.format(
                Locale.ROOT,
                "[%s%s] %d of %d, %.1f/s, %d:%02d left ",
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                done,
                total,
                rate,
                rest / 60,
                rest % 60);
    }
}

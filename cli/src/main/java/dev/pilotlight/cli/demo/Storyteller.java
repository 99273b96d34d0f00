package dev.pilotlight.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Tells the demo as it happens: one line per event with the time since the start, and a bar while something takes its
 * time. On a terminal the bar moves; elsewhere only finished lines are printed.
 */
final class Storyteller {
    private static final int WIDTH = 28;

    private final PrintWriter out;
    private final InstantSource clock;
    private final boolean terminal;
    private final Instant start;
    private boolean barShown;

    Storyteller(PrintWriter out, InstantSource clock, boolean terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
        this.start = clock.instant();
    }

    /** Begins a part of the story. */
    synchronized void chapter(String title) {
        wipeBar();
        out.println();
        out.println(title);
        out.flush();
    }

    /** One thing that has happened. */
    synchronized void line(String text) {
        wipeBar();
        out.println(stamp() + "  " + text);
        out.flush();
    }

    /**
     * Shows how far something is.
     *
     * @param share from 0 to 1
     */
    synchronized void progress(String what, double share) {
        if (terminal) {
            int full = (int) Math.round(Math.clamp(share, 0, 1) * WIDTH);
            String bar = "█".repeat(full) + "░".repeat(WIDTH - full);
            out.print("\r\u001b[2K" + stamp() + "  " + bar + String.format(Locale.ROOT, " %3.0f %%  ", share * 100)
                    + what);
            out.flush();
            barShown = true;
        }
    }

    /** Plain text without a time, for the summary. */
    synchronized void text(String text) {
        wipeBar();
        out.println(text);
        out.flush();
    }

    private void wipeBar() {
        if (barShown) {
            out.print("\r\u001b[2K");
            barShown = false;
        }
    }

    private String stamp() {
        return seconds(Duration.between(start, clock.instant()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%7.1f s", duration.toMillis() / 1000.0);
    }
}

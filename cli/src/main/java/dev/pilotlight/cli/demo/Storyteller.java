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
    private static final int BLOCK = 4;
    private static final int STEP_MILLIS = 100;

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
        double bounded = Math.clamp(share, 0, 1);
        int full = (int) Math.round(bounded * WIDTH);
        bar(
                "█".repeat(full) + "░".repeat(WIDTH - full),
                String.format(Locale.ROOT, "%3.0f %%  %s", bounded * 100, what));
    }

    /** Shows that something takes its time of which nobody knows how long it will be. */
    synchronized void waiting(String what, Duration elapsed) {
        int steps = (int) (elapsed.toMillis() / STEP_MILLIS % (WIDTH - BLOCK + 1));
        bar("░".repeat(steps) + "█".repeat(BLOCK) + "░".repeat(WIDTH - BLOCK - steps), seconds(elapsed) + "  " + what);
    }

    private void bar(String bar, String text) {
        if (terminal) {
            out.print("\r\u001b[2K" + stamp() + "  " + bar + " " + text);
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

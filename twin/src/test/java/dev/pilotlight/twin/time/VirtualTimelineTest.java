package dev.pilotlight.twin.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VirtualTimelineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTimeline timeline = new VirtualTimeline(START);
    private final List<String> history = new ArrayList<>();

    @Test
    void hoursPassWithoutWaiting() {
        timeline.start("sleeper", () -> {
            sleep(Duration.ofHours(5));
            record("awake");
        });
        timeline.run();
        assertThat(history).containsExactly("18000 awake");
    }

    @Test
    void tasksGoOnInTheOrderOfTimeAndThenOfAsking() {
        timeline.start("late", () -> {
            sleep(Duration.ofSeconds(2));
            record("late");
        });
        timeline.start("first", () -> {
            sleep(Duration.ofSeconds(1));
            record("first");
        });
        timeline.start("second", () -> {
            sleep(Duration.ofSeconds(1));
            record("second");
        });
        timeline.run();
        assertThat(history).containsExactly("1 first", "1 second", "2 late");
    }

    @Test
    void aSignalWakesThoseWhoWaitAndALimitEndsTheWait() {
        Timeline.Signal signal = timeline.signal();
        timeline.start("patient", () -> record("patient " + await(signal, Duration.ofSeconds(10))));
        timeline.start("hasty", () -> record("hasty " + await(signal, Duration.ofSeconds(1))));
        timeline.after(Duration.ofSeconds(3), "raiser", signal::raise);
        timeline.run();
        assertThat(history).containsExactly("1 hasty false", "3 patient true");
    }

    @Test
    void anInterruptEndsAWaitAtOnce() {
        Timeline.Task sleeper = timeline.start("sleeper", () -> {
            try {
                timeline.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                record("interrupted");
            }
        });
        timeline.after(Duration.ofSeconds(4), "interrupter", sleeper::interrupt);
        timeline.run();
        assertThat(history).containsExactly("4 interrupted");
    }

    @Test
    void aTaskThatIsInterruptedBeforeItBeginsNeverDoes() {
        Timeline.Task task = timeline.after(Duration.ofSeconds(1), "never", () -> record("never"));
        task.interrupt();
        timeline.run();
        assertThat(history).isEmpty();
        assertThat(task.ended()).isTrue();
    }

    @Test
    void joiningWaitsForTheEnd() {
        Timeline.Task worker = timeline.start("worker", () -> sleep(Duration.ofSeconds(7)));
        timeline.start("joiner", () -> {
            try {
                worker.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            record("joined");
        });
        timeline.run();
        assertThat(history).containsExactly("7 joined");
    }

    @Test
    void theFailureOfATaskReachesTheDriver() {
        timeline.start("broken", () -> {
            throw new IllegalArgumentException("on purpose");
        });
        assertThatThrownBy(timeline::run).hasMessageContaining("on purpose");
    }

    @Test
    void aRunStopsAtItsLimitAndGoesOnLater() {
        timeline.start("sleeper", () -> {
            sleep(Duration.ofSeconds(10));
            record("awake");
        });
        timeline.advance(Duration.ofSeconds(9));
        assertThat(history).isEmpty();
        assertThat(timeline.now()).isEqualTo(START.plusSeconds(9));
        timeline.advance(Duration.ofSeconds(1));
        assertThat(history).containsExactly("10 awake");
    }

    @Test
    void closingEndsEveryTaskThatStillWaits() {
        Timeline.Task waiting = timeline.start("waiting", () -> await(timeline.signal(), Duration.ofDays(1)));
        timeline.advance(Duration.ofSeconds(1));
        timeline.close();
        assertThat(waiting.ended()).isTrue();
    }

    @Test
    void aTaskThatFailsEndsTheRunWithItsFailure() {
        timeline.start("failing", () -> {
            throw new AssertionError("no way");
        });

        assertThatThrownBy(timeline::run)
                .isInstanceOf(TaskFailedException.class)
                .hasMessage("a task of the timeline failed: java.lang.AssertionError: no way")
                .cause()
                .isInstanceOf(AssertionError.class);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingEndsEveryTaskThatStillWaitsAfterOneHasFailed() {
        Timeline.Task waiting = timeline.start("waiting", () -> await(timeline.signal(), Duration.ofDays(1)));
        timeline.after(Duration.ofSeconds(1), "failing", () -> {
            throw new AssertionError("no way");
        });
        assertThatThrownBy(timeline::run).isInstanceOf(TaskFailedException.class);

        timeline.close();

        assertThat(waiting.ended()).isTrue();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aConditionThatFailsEndsTheRunWhicheverTaskAsks() {
        timeline.start("sleeper", () -> sleep(Duration.ofHours(5)));

        assertThatThrownBy(() -> timeline.runUntil(
                        () -> {
                            if (timeline.now().isAfter(START)) {
                                throw new AssertionError("who knows");
                            }
                            return false;
                        },
                        Instant.MAX))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageEndingWith("who knows");
    }

    private void record(String what) {
        history.add(Duration.between(START, timeline.now()).toSeconds() + " " + what);
    }

    private void sleep(Duration duration) {
        try {
            timeline.sleep(duration);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean await(Timeline.Signal signal, Duration limit) {
        try {
            return signal.await(limit);
        } catch (InterruptedException e) {
            return signal.raised();
        }
    }
}

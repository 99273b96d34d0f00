package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final List<Seed> SEEDS =
            List.of(Seed.read("failover/1:hang"), Seed.read("failover/2:hang"), Seed.read("failover/3:hang"));

    private final Cast cast = Trial.shipped();
    private final List<Seed> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everySeedIsPlayedOnce() {
        new Workers(cast, 2).all(SEEDS, (_, seed) -> done.add(seed));

        assertThat(done).containsExactlyInAnyOrderElementsOf(SEEDS);
    }

    @Test
    void whoeverIsInterruptedWaitsForNothingMoreThanWhatIsBeingPlayed() {
        Thread boss = Thread.currentThread();

        assertThatThrownBy(() -> new Workers(cast, 1).all(SEEDS, (_, seed) -> {
                    done.add(seed);
                    boss.interrupt();
                    awaitInterrupt();
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("the rehearsal was interrupted before failover/2:hang");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly(SEEDS.getFirst());
    }

    @Test
    void aFailureThatIsNoFindingEndsTheWork() {
        assertThatThrownBy(() -> new Workers(cast, 1).all(SEEDS, (_, seed) -> {
                    done.add(seed);
                    throw new OutOfMemoryError("made up");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failover/1:hang")
                .hasRootCauseInstanceOf(OutOfMemoryError.class);

        assertThat(done).containsExactly(SEEDS.getFirst());
    }

    private static void awaitInterrupt() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }
}

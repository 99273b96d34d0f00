package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered changes nothing: a performance with memory and one without are the same, byte for byte. */
@Tag("thorough")
class MemoryTest {
    private static final int SAMPLE = 40;

    /** Fewer where every performance begins with a failover, or with a way home as well. */
    private static final int LONG_SAMPLE = 8;

    private final Cast cast = Trial.shipped();
    private final Cast forgetful = cast.forgetful();

    @Test
    void aPerformanceWithMemoryHasTheHistoryOfOneWithout() {
        for (String seed : List.of("failover/", "failover/320:hang")) {
            assertSame(Seed.read(seed));
        }
    }

    @Test
    void soHasEachOfASample() {
        long number = new Random().nextLong();
        System.out.println("The sample is drawn with " + number);
        for (Scenario scenario : Scenario.all()) {
            List<Seed> singles = new ArrayList<>(
                    Exploration.begin(cast, scenario).candidates().singles());
            Collections.shuffle(singles, new Random(number));
            singles.stream()
                    .limit(scenario.purpose().followsAFailover() ? LONG_SAMPLE : SAMPLE)
                    .forEach(this::assertSame);
        }
    }

    private void assertSame(Seed seed) {
        Scenario scenario = Scenario.named(seed.scenario());
        Performance.of(cast, scenario, seed.faults(), false);
        Recording remembered = Performance.of(cast, scenario, seed.faults(), true);
        Recording plain = Performance.of(forgetful, scenario, seed.faults(), true);

        assertThat(String.join("\n", remembered.story())).as("%s", seed).isEqualTo(String.join("\n", plain.story()));
        assertThat(remembered.ending()).as("%s", seed).isEqualTo(plain.ending());
        assertThat(remembered.violations()).as("%s", seed).isEqualTo(plain.violations());
        assertThat(remembered.sites()).as("%s", seed).isEqualTo(plain.sites());
        assertThat(remembered.struck()).as("%s", seed).isEqualTo(plain.struck());
        assertThat(remembered.afterwards()).as("%s", seed).isEqualTo(plain.afterwards());
    }
}

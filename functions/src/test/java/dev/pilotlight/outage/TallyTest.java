package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.plan.Vantage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How votes are counted, at every edge. */
class TallyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** One letter a vote: U and H from inside, O unhealthy from outside, ? unknown. */
    private static Tally of(String votes, int quorum, boolean control) {
        List<Vote> all = new ArrayList<>();
        for (int i = 0; i < votes.length(); i++) {
            String name = "signal-" + i;
            all.add(
                    switch (votes.charAt(i)) {
                        case 'U' -> Vote.unhealthy(name, Vantage.RECOVERY, "down");
                        case 'O' -> Vote.unhealthy(name, Vantage.OUTSIDE, "down");
                        case 'H' -> Vote.healthy(name, Vantage.OUTSIDE, "up");
                        default -> Vote.unknown(name, Vantage.OUTSIDE, "nobody knows");
                    });
        }
        return new Tally(all, quorum, control);
    }

    @ParameterizedTest(name = "{0}, quorum {1}, control {2}: {3}")
    @CsvSource({
        "OU?, 2, true, true",
        "OU?, 3, true, false",
        "OU?, 2, false, false",
        "UU?, 2, true, false",
        "O??, 2, true, false",
        "OHH, 1, true, true"
    })
    void thePrimaryIsDownWhenEnoughSaySoOneOfThemFromOutsideAndOurNetworkWorks(
            String votes, int quorum, boolean control, boolean down) {
        assertThat(of(votes, quorum, control).down()).isEqualTo(down);
    }

    @ParameterizedTest(name = "{0}, quorum {1}: {2}")
    @CsvSource({"HHU, 3, true", "HU, 2, false", "HHUU, 2, false", "HH??, 2, true", "H???, 2, false", "HHU??, 2, false"})
    void thePrimaryIsWellWhenMostSaySoOrAQuorumUncontradicted(String votes, int quorum, boolean well) {
        assertThat(of(votes, quorum, true).well()).isEqualTo(well);
    }

    @ParameterizedTest(name = "{0}, quorum {1}: {2}")
    @CsvSource({"U?H, 2, false", "U?H, 3, true", "HHH, 1, true", "???, 3, false"})
    void aQuorumIsOutOfReachWhenEvenTheUnknownWouldNotMakeIt(String votes, int quorum, boolean outOfReach) {
        assertThat(of(votes, quorum, true).outOfReach()).isEqualTo(outOfReach);
    }

    @Test
    void theTroubleBeganWhenTheFirstOfThoseWhoSeeItSawIt() {
        Vote well = Vote.healthy("a", Vantage.OUTSIDE, "up").since(Optional.of(NOON.minusSeconds(90)));
        Vote late = Vote.unhealthy("b", Vantage.OUTSIDE, "down").since(Optional.of(NOON));
        Vote early = Vote.unhealthy("c", Vantage.RECOVERY, "down").since(Optional.of(NOON.minusSeconds(30)));

        assertThat(new Tally(List.of(well, late, early), 2, true).began()).contains(NOON.minusSeconds(30));
        assertThat(new Tally(List.of(well), 1, true).began()).isEmpty();
    }

    @Test
    void theSummarySaysWhatIsMissing() {
        assertThat(of("OUH", 3, true).summary())
                .isEqualTo(
                        "2 of 3 signals say that the primary is down, 1 that it is well; 3 are needed, one of them from"
                                + " outside");
        assertThat(of("OUH", 3, false).summary()).endsWith("the control target must answer, which it does not");
    }
}

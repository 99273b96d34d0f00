package dev.pilotlight.bench.rto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The models of the others, held to the times that are known of them. */
class PeerTest {

    @ParameterizedTest(name = "{0}: promotion {1} s, boot {2} s, status lag {3} s")
    @CsvSource({
        "DATABASES_ONLY, 30, 0, 5, 61600, true",
        "DATABASES_ONLY, 61, 0, 5, 77100, true",
        "DATABASES_ONLY, 120, 0, 5, 123600, true",
        "DATABASES_ONLY, 300, 0, 5, 309600, true",
        "DATABASES_ONLY, 300, 0, 70, 61600, false",
        "ONE_AFTER_THE_OTHER, 60, 60, 10, 126000, true",
        "ONE_AFTER_THE_OTHER, 120, 90, 10, 217500, true",
        "ONE_AFTER_THE_OTHER, 300, 120, 10, 431000, true",
        "ONE_AFTER_THE_OTHER, 300, 120, 45, 156500, false"
    })
    void aPeerDeclaresWhatItIsKnownToDeclare(
            Peer peer, long promotion, long boot, long statusLag, long milliseconds, boolean ready) {
        Peer.Declared declared = peer.failOver(Conditions.ofSeconds(promotion, boot, statusLag));
        assertThat(declared.after()).hasMillis(milliseconds);
        assertThat(declared.ready()).isEqualTo(ready);
    }
}

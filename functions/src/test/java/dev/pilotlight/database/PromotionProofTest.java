package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every condition of the proof, alone: what is left out is what is missing. */
class PromotionProofTest {
    private static final String ENDPOINT = "shop-west.cluster-abc.us-west-2.rds.amazonaws.com";
    private static final Instance WRITER = new Instance("shop-west-1", true, "available");

    private static Optional<String> missing(
            Membership membership, Optional<String> failover, String status, String endpoint, Instance instance) {
        return PromotionProof.missing(
                new DatabaseState(membership, failover, status, endpoint, 5432, List.of(instance), Optional.empty()));
    }

    @Test
    void aWriterThatIsAvailableAtItsOwnEndpointIsProven() {
        assertThat(missing(Membership.NONE, Optional.empty(), "available", ENDPOINT, WRITER))
                .isEmpty();
        assertThat(missing(Membership.WRITER, Optional.empty(), "available", ENDPOINT, WRITER))
                .isEmpty();
    }

    @Test
    void aReaderIsNotPromoted() {
        assertThat(missing(Membership.READER, Optional.empty(), "available", ENDPOINT, WRITER))
                .hasValueSatisfying(why -> assertThat(why).contains("still is a reader"));
    }

    @Test
    void aFailoverThatGoesOnIsNotOver() {
        assertThat(missing(Membership.WRITER, Optional.of("failing-over"), "available", ENDPOINT, WRITER))
                .contains("the managed failover is failing-over");
    }

    @Test
    void whatTheOldGlobalClusterDoesIsOfNoInterestOnceTheClusterHasLeft() {
        assertThat(missing(Membership.NONE, Optional.of("failing-over"), "available", ENDPOINT, WRITER))
                .isEmpty();
    }

    @Test
    void aClusterThatChangesIsNotReady() {
        assertThat(missing(Membership.NONE, Optional.empty(), "promoting", ENDPOINT, WRITER))
                .contains("the cluster is promoting");
    }

    @Test
    void withoutAWriterNothingTakesWrites() {
        Instance reader = new Instance("shop-west-1", false, "available");
        assertThat(missing(Membership.NONE, Optional.empty(), "available", ENDPOINT, reader))
                .contains("no instance of the cluster takes writes yet");
    }

    @Test
    void aWriterThatRestartsTakesNoWrites() {
        Instance restarting = new Instance("shop-west-1", true, "rebooting");
        assertThat(missing(Membership.NONE, Optional.empty(), "available", ENDPOINT, restarting))
                .contains("the writing instance shop-west-1 is rebooting");
    }

    @Test
    void aReadOnlyEndpointOrNoneIsNotTheWritersEndpoint() {
        for (String endpoint : List.of("", "shop-west.cluster-ro-abc.us-west-2.rds.amazonaws.com")) {
            assertThat(missing(Membership.NONE, Optional.empty(), "available", endpoint, WRITER))
                    .hasValueSatisfying(why -> assertThat(why).contains("still the read-only one"));
        }
    }
}

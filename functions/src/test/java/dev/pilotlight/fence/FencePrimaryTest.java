package dev.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.FenceMethod;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FencePrimaryTest {
    private static final Plan PLAN =
            ShopPlan.with(document -> ((ObjectNode) document.path("fence")).put("unfenced", "ask"));

    private final OpenRun run = OpenRun.of(PLAN).decided();
    private final NetworkInMemory network = new NetworkInMemory();

    private Outcome call(Barrier... others) {
        List<Barrier> barriers = new ArrayList<>(List.of(new SubnetBarrier(network, PLAN, run.run())));
        barriers.addAll(List.of(others));
        return new FencePrimary(barriers).advance(PLAN, run.lease(), run.started(), run.now());
    }

    /** Calls the step each second, as the state machine does, until what became of the fence is settled. */
    private String outcome(Barrier... others) {
        for (int call = 0; call < 100; call++) {
            if (call(others) instanceof Outcome.Done done) {
                return done.evidence().get("fence") + " " + done.evidence().get("covered");
            }
            run.pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("it waits for ever");
    }

    private Duration elapsed() {
        return Duration.between(run.started(), run.now());
    }

    private static Barrier standing(FenceMethod method, Standing standing) {
        return new Barrier() {
            @Override
            public FenceMethod method() {
                return method;
            }

            @Override
            public Optional<String> obstacle() {
                return Optional.empty();
            }

            @Override
            public Standing raise(Deeds deeds) {
                return standing;
            }

            @Override
            public Optional<String> lower(Deeds deeds, Instant now) {
                return Optional.empty();
            }
        };
    }

    @Test
    void closedSubnetsWithNothingButDatabasesInsideAreAConfirmedFence() {
        assertThat(outcome()).isEqualTo("confirmed true");
        assertThat(network.isClosed()).isTrue();
        assertThat(elapsed()).isZero();
        assertThat(run.deeds(Act.Kind.CLOSE_SUBNET)).hasSize(2).allMatch(Deed::happened);
        assertThat(run.deeds(Act.Kind.CLOSE_SUBNET).getFirst().act().token())
                .as("what it was, so that it can be undone exactly")
                .startsWith(NetworkInMemory.ORIGINAL + " to acl-");
    }

    @Test
    void theOutcomeIsSettledOnceAndThenOnlyRepeated() {
        outcome();
        List<String> calls = network.calls();

        assertThat(outcome()).isEqualTo("confirmed true");
        assertThat(network.calls()).isEqualTo(calls);
    }

    @Test
    void someoneElseInTheDatabasesSubnetsMakesItPartial() {
        network.addNeighbour("eni-0123");

        assertThat(outcome()).isEqualTo("partial false");
    }

    @Test
    void nothingIsFencedBeforeTheDecision() {
        OpenRun undecided = OpenRun.of(PLAN);

        Outcome outcome = new FencePrimary(List.of(new SubnetBarrier(network, PLAN, undecided.run())))
                .advance(PLAN, undecided.lease(), undecided.started(), undecided.now());

        assertThat(((Outcome.Refused) outcome).guard()).isEqualTo(Guard.APPROVAL_MISSING);
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void whatIsNotAllowedIsRefusedAtOnce() {
        network.deny();

        assertThat(outcome()).isEqualTo("refused false");
        assertThat(elapsed()).isZero();
        assertThat(run.deeds(Act.Kind.CREATE_NETWORK_ACL)).singleElement().matches(Deed::failed);
    }

    @Test
    void aPrimaryThatNeverAnswersIsUnreachableOnceTheBoundIsReached() {
        network.fallSilent();

        assertThat(outcome()).isEqualTo("unreachable false");
        assertThat(elapsed()).isEqualTo(PLAN.fence().timeout());
        assertThat(run.deeds(Act.Kind.CREATE_NETWORK_ACL)).isEmpty();
    }

    @Test
    void aChangeWithoutAnAnswerIsTimedOutForItMayStillLand() {
        network.delayAfter(1);

        assertThat(outcome()).isEqualTo("timedOut false");
        assertThat(elapsed()).isEqualTo(PLAN.fence().timeout());
        assertThat(run.deeds(Act.Kind.CLOSE_SUBNET)).anyMatch(Deed::open);
    }

    @Test
    void aLostAnswerIsSettledByLookingAgain() {
        network.loseAnswersAfter(1);
        call();
        network.answerAgain();

        assertThat(outcome()).isEqualTo("confirmed true");
        assertThat(network.created()).isEqualTo(1);
        assertThat(run.deeds(Act.Kind.CLOSE_SUBNET)).hasSize(2).allMatch(Deed::happened);
    }

    @Test
    void aSilentRegionDoesNotKeepAnotherMethodFromBeingTried() {
        network.fallSilent();

        assertThat(outcome(standing(FenceMethod.FUNCTION, new Standing.Leaky("some doors"))))
                .isEqualTo("partial false");
        assertThat(outcome(standing(FenceMethod.FUNCTION, new Standing.Leaky("some doors"))))
                .isEqualTo("partial false");
    }

    @Test
    void theSurestMethodCounts() {
        network.deny();

        assertThat(outcome(
                        standing(FenceMethod.FUNCTION, new Standing.Closed(Map.of("function", "it says confirmed")))))
                .isEqualTo("confirmed true");
    }

    @Test
    void onceOneMethodIsConfirmedNoOtherIsTried() {
        Barrier never = standing(FenceMethod.STOP_COMPUTE, new Standing.Refused("it was tried"));

        Outcome.Done done = (Outcome.Done) call(never);

        assertThat(done.evidence().get("methods").toString())
                .contains("not tried")
                .doesNotContain("it was tried");
    }

    @Test
    void aPlanThatAllowsTwoWritersIsCoveredWhateverBecameOfTheFence() {
        Plan allowing = ShopPlan.plan();
        OpenRun allowed = OpenRun.of(allowing).decided();
        network.deny();

        Outcome outcome = new FencePrimary(List.of(new SubnetBarrier(network, allowing, allowed.run())))
                .advance(allowing, allowed.lease(), allowed.started(), allowed.now());

        assertThat(((Outcome.Done) outcome).evidence())
                .containsEntry("fence", "refused")
                .containsEntry("covered", true);
    }

    @Test
    void aPersonsWordCoversAFenceThatIsNotConfirmed() {
        network.deny();
        outcome();

        FenceRecord.of(Deeds.of(run.lease())).accept("arn:aws:iam::111111111111:user/anna");

        assertThat(outcome()).isEqualTo("refused true");
    }

    @Test
    void withoutAMethodNothingIsAttemptedAndThatIsRecorded() {
        Outcome outcome = new FencePrimary(List.of()).advance(PLAN, run.lease(), run.started(), run.now());

        assertThat(((Outcome.Done) outcome).evidence()).containsEntry("fence", "notAttempted");
        assertThat(FenceRecord.of(Deeds.of(run.lease())).outcome()).contains(FenceOutcome.NOT_ATTEMPTED);
    }

    @Test
    void aPrimaryThatAnEarlierRunHasFencedIsKeptFencedAndCounts() {
        outcome();
        OpenRun later = OpenRun.of(PLAN).decided();

        Outcome outcome = new FencePrimary(List.of(new SubnetBarrier(network, PLAN, later.run())))
                .advance(PLAN, later.lease(), later.started(), later.now());

        assertThat(((Outcome.Done) outcome).evidence()).containsEntry("fence", "confirmed");
        assertThat(later.deeds(Act.Kind.CLOSE_SUBNET)).isEmpty();
        assertThat(new TakeFenceDown(List.of(new SubnetBarrier(network, PLAN, later.run())))
                        .advance(PLAN, later.lease(), later.now()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(network.isClosed()).isTrue();
    }
}

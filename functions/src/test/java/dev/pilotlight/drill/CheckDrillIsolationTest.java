package dev.pilotlight.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.drill.DrillNetwork.Exit;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CheckDrillIsolationTest {
    private static final SecurityGroupId CLOSED = new SecurityGroupId("sg-0d0d0d0d");
    private static final Plan PLAN = ShopPlan.with(document ->
            ((ObjectNode) document.path("drill")).putArray("securityGroups").add(CLOSED.value()));

    /** A network whose subnets all exist, and whose groups let out what a test says. */
    private record Network(SortedMap<SecurityGroupId, List<Exit>> groups) implements DrillNetwork {
        static Network with(Exit... exits) {
            SortedMap<SecurityGroupId, List<Exit>> groups = new TreeMap<>();
            groups.put(CLOSED, List.of(exits));
            return new Network(groups);
        }

        @Override
        public Set<SubnetId> existing(List<SubnetId> subnets) {
            return new TreeSet<>(subnets);
        }

        @Override
        public SortedMap<SecurityGroupId, List<Exit>> exits(List<SecurityGroupId> wanted) {
            return groups;
        }
    }

    private static Outcome check(DrillNetwork network) {
        return new CheckDrillIsolation(network).advance(PLAN);
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.guard()).isEqualTo(Guard.DRILL_NOT_ISOLATED));
        return ((Outcome.Refused) outcome).why();
    }

    @Test
    void aGroupThatLeadsToItselfOnlyIsClosed() {
        assertThat(check(Network.with(new Exit(Optional.of(CLOSED), CLOSED.value()))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(check(Network.with())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void everyOtherWayOutIsALeak() {
        assertThat(refusal(check(Network.with(new Exit(Optional.empty(), "0.0.0.0/0")))))
                .isEqualTo("drill.securityGroups: sg-0d0d0d0d lets traffic out to 0.0.0.0/0");
        assertThat(refusal(check(Network.with(new Exit(Optional.empty(), "pl-63a5400a")))))
                .endsWith("pl-63a5400a");
        assertThat(refusal(
                        check(Network.with(new Exit(Optional.of(new SecurityGroupId("sg-0a0a0a0a")), "sg-0a0a0a0a")))))
                .endsWith("sg-0a0a0a0a");
    }

    @Test
    void aGroupThatDoesNotExistClosesNothing() {
        assertThat(refusal(check(new Network(new TreeMap<>())))).contains("there is no sg-0d0d0d0d");
    }

    @Test
    void withoutAGroupAwsWouldTakeOneThatLeadsEverywhere() {
        assertThat(refusal(new CheckDrillIsolation(Network.with()).advance(ShopPlan.plan())))
                .contains("drill.securityGroups: there is none");
    }
}

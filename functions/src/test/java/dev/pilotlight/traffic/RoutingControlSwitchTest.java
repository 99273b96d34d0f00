package dev.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.aws.ScriptedHttp.Asked;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.plan.RoutingControls;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.TrafficSwitch.RoutingControl;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.traffic.TrafficControl.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoutingControlSwitchTest extends TrafficControlContract {
    private final RoutingControl plan =
            (RoutingControl) ShopPlan.with(document -> document.set("traffic", RoutingControls.traffic()))
                    .traffic();
    private final String primary = plan.primary().value();
    private final String recovery = plan.recovery().orElseThrow().value();
    private final Map<String, String> states = new TreeMap<>(Map.of(primary, "On", recovery, "Off"));
    private final Set<String> silent = new TreeSet<>();
    private final ScriptedHttp http = new ScriptedHttp(this::answer);
    private boolean forbidden;

    @Override
    TrafficControl control() {
        return new RoutingControlSwitch(http.clients(), plan);
    }

    private Answer answer(Asked asked) {
        if (silent.contains(asked.host().substring(0, 1))) {
            throw new UncheckedIOException(new IOException("connection reset"));
        }
        if (asked.header("X-Amz-Target").endsWith(".GetRoutingControlState")) {
            String arn = asked.json().path("RoutingControlArn").asText();
            return Answer.json(
                    200, "{\"RoutingControlArn\":\"" + arn + "\",\"RoutingControlState\":\"" + states.get(arn) + "\"}");
        }
        if (forbidden) {
            return Answer.json(409, "{\"__type\":\"ConflictException\",\"message\":\"safety rule two-sides\"}");
        }
        for (JsonNode entry : asked.json().path("UpdateRoutingControlStateEntries")) {
            states.put(
                    entry.path("RoutingControlArn").asText(),
                    entry.path("RoutingControlState").asText());
        }
        return Answer.json(200, "{}");
    }

    @Test
    void bothControlsChangeInOneRequest() {
        assertThat(new ShiftTraffic(control()).advance(run.lease())).isInstanceOf(Outcome.Done.class);
        assertThat(states).containsEntry(primary, "Off").containsEntry(recovery, "On");
        assertThat(http.asked().stream()
                        .filter(asked -> asked.header("X-Amz-Target").contains("Update")))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("X-Amz-Target")).endsWith(".UpdateRoutingControlStates"));
    }

    @Test
    void anEndpointThatIsDownIsPassedOver() {
        silent.addAll(Set.of("a", "b", "c", "d"));
        assertThat(new ShiftTraffic(control()).advance(run.lease())).isInstanceOf(Outcome.Done.class);
        assertThat(http.asked())
                .filteredOn(asked -> asked.host().startsWith("a."))
                .hasSize(1);
    }

    @Test
    void requestsAreSignedForTheEndpointsOwnRegion() {
        control().position();
        assertThat(http.asked().getFirst().host()).isEqualTo("a.route53-recovery-cluster.us-east-1.amazonaws.com");
        assertThat(http.asked().getFirst().header("Authorization")).contains("/us-east-1/route53-recovery-cluster/");
    }

    @Test
    void whenNoEndpointAnswersItIsTriedAgainLater() {
        silent.addAll(Set.of("a", "b", "c", "d", "e"));
        assertThatThrownBy(() -> control().position()).isInstanceOf(RetryableUnavailableException.class);
        assertThat(http.asked()).hasSize(5);
    }

    @Test
    void aSafetyRuleIsARefusalThatSaysWhatToDo() {
        forbidden = true;
        assertThat(new ShiftTraffic(control()).advance(run.lease()))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.guard()).isEqualTo(Guard.SWITCH_REFUSED);
                    assertThat(refused.why()).contains("two-sides");
                    assertThat(refused.remedy()).contains("--safety-rules-to-override");
                });
        assertThat(run.deeds(Act.Kind.SHIFT_TRAFFIC)).singleElement().matches(Deed::failed);
    }

    @Test
    void bothOnAndBothOffSayNothing() {
        states.put(recovery, "On");
        assertThat(control().position()).isEqualTo(Position.UNKNOWN);
        states.putAll(Map.of(primary, "Off", recovery, "Off"));
        assertThat(control().position()).isEqualTo(Position.UNKNOWN);
    }
}

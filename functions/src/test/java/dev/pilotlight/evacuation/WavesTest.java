package dev.pilotlight.evacuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.RefusedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of an evacuation, and every input that has none. */
class WavesTest {
    private static final List<PlanName> STORED =
            Stream.of("identity", "shop", "stock").map(PlanName::new).toList();

    private static List<String> waves(String input) throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(input.replace('\'', '"'));
        return Waves.of(Request.read(json), STORED).stream().map(List::toString).toList();
    }

    private static String declared(String plans) {
        return "{'declared':true,'reason':'gone','plans':[" + plans + "]}";
    }

    @Test
    void allPlansOfTheBucketAreOneWaveWhenNobodySaysMore() throws Exception {
        assertThat(waves("{'declared':true,'reason':'gone'}")).containsExactly("[identity, shop, stock]");
    }

    @Test
    void aPlanFollowsThoseThatItDependsOn() {
        Request request = Request.read(Events.load("plan-evacuation").path("input"));

        assertThat(Waves.of(request, STORED))
                .containsExactly(List.of(new PlanName("identity")), List.of(new PlanName("shop")));
        assertThat(request.tolerated()).isEqualTo(1);
    }

    @Test
    void smallerPrioritiesGoFirstAmongThoseThatAreReady() throws Exception {
        assertThat(waves(declared("{'plan':'shop','priority':2},{'plan':'stock','priority':1},"
                        + "{'plan':'identity','priority':2}")))
                .containsExactly("[stock]", "[shop, identity]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "{'reason':'gone'}; declared: it is not true",
                "{'declared':true}; reason: it is not a text",
                "{'declared':true,'reason':'gone','speed':9}; there is no field speed",
                "{'declared':true,'reason':'gone','tolerated':-1}; tolerated: it is not a number from 0",
                "{'declared':true,'reason':'gone','plans':[]}; plans: it is not a list of 1 to 2000",
                "{'declared':true,'reason':'gone','plans':[{'plan':'Shop!'}]}; plans[0]:",
                "{'declared':true,'reason':'gone','plans':[{'plan':'bakery'}]}; there is no plan named bakery",
                "{'declared':true,'reason':'gone','plans':[{'plan':'shop'},{'plan':'shop'}]}; shop is there twice",
                "{'declared':true,'reason':'gone','plans':[{'plan':'shop','dependsOn':['stock']}]}; depends on stock, which is not among them",
                "{'declared':true,'reason':'gone','plans':[{'plan':'shop','dependsOn':['stock']},{'plan':'stock','dependsOn':['shop']}]}; depend on one another in a circle"
            })
    void whatHasNoOrderIsRefusedAndNamed(String input, String named) {
        assertThatThrownBy(() -> waves(input))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(named);
    }
}

package dev.pilotlight.cli.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.DeployedFunctions;
import dev.pilotlight.rehearsal.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionTemplateTest {
    private static final FunctionTemplate TEMPLATE =
            FunctionTemplate.of(Repository.around(Path.of("").toAbsolutePath()));

    static List<String> names() {
        return List.copyOf(TEMPLATE.names());
    }

    @Test
    void theFunctionsOfTheTemplatesAreThoseThatATwinRuns() {
        TreeSet<String> deployed = new TreeSet<>(DeployedFunctions.names());
        deployed.add(DeployedFunctions.WITNESS);

        assertThat(TEMPLATE.names()).isEqualTo(deployed);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyHandlerIsAClassThatLambdaCanCall(String name) throws ClassNotFoundException {
        String handler = TEMPLATE.function(name).handler();

        assertThat(handler).endsWith("::handleRequest");
        assertThat(Class.forName(handler.substring(0, handler.indexOf("::"))))
                .isAssignableTo(RequestStreamHandler.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyVariableHasTheValueOfTheTwin(String name) {
        PackagedFunction function = TEMPLATE.function(name);

        assertThat(function.environment()).containsEntry("PILOT_LIGHT_ACCOUNT", "111111111111");
        assertThat(function.environment().values()).noneMatch(value -> value.contains("${") || value.contains("::"));
    }

    @Test
    void whatTheGlobalsSayHoldsForEveryFunction() {
        PackagedFunction function = TEMPLATE.function("CheckSite");

        assertThat(function.memoryMegabytes()).isEqualTo(1769);
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(function.environment())
                .containsEntry(
                        "PILOT_LIGHT_FAILOVER_MACHINE", "arn:aws:states:us-west-2:111111111111:stateMachine:failover");
    }

    @Test
    void theWitnessRunsInAThirdRegion() {
        PackagedFunction witness = TEMPLATE.function("Witness");

        assertThat(witness.region()).isEqualTo("us-east-2");
        assertThat(witness.environment()).containsEntry("PILOT_LIGHT_RECOVERY_REGION", "us-west-2");
    }

    @Test
    void anUnknownFunctionIsAnsweredWithTheNames() {
        assertThatThrownBy(() -> TEMPLATE.function("CheckSites"))
                .isInstanceOf(WrongInputException.class)
                .hasMessageStartingWith("there is no function 'CheckSites'; there are AcceptFence, ")
                .hasMessageContaining("CheckSite,");
    }
}

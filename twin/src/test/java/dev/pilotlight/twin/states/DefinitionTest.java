package dev.pilotlight.twin.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilotlight.twin.states.language.Diagnostic;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionTest {

    private static List<String> refusals(MachineType type, String definition) {
        InvalidDefinitionException refusal = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> StateMachineDefinition.parse(definition.replace('\'', '"'), type));
        return refusal.diagnostics().stream().map(Diagnostic::toString).toList();
    }

    private static List<String> refusalsOf(String states) {
        return refusals(
                MachineType.STANDARD, "{'QueryLanguage': 'JSONata', 'StartAt': 'First', 'States': {" + states + "}}");
    }

    @Test
    void textThatIsNotJsonIsRefused() {
        assertThat(refusals(MachineType.STANDARD, "{'StartAt': "))
                .singleElement()
                .asString()
                .startsWith("INVALID_JSON_DESCRIPTION");
    }

    @Test
    void aMachineNeedsItsFields() {
        assertThat(refusals(MachineType.STANDARD, "{}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt, States] at /");
    }

    @Test
    void aTransitionToNowhereIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Pass', 'Next': 'Nowhere'}"))
                .containsExactly("MISSING_TRANSITION_TARGET: Missing 'Next' target: Nowhere at /States/First/Next");
        assertThat(refusalsOf("'Other': {'Type': 'Succeed'}"))
                .contains("MISSING_TRANSITION_TARGET: Missing 'Next' target: First at /StartAt");
    }

    @Test
    void aCatcherAndADefaultMustLeadSomewhereToo() {
        assertThat(refusalsOf("""
                        'First': {'Type': 'Parallel', 'Next': 'Choose', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Lost'}],
                          'Branches': [{'StartAt': 'One', 'States': {'One': {'Type': 'Succeed'}}}]},
                        'Choose': {'Type': 'Choice', 'Default': 'Gone', 'Choices': [{'Condition': true, 'Next': 'First'}]}"""))
                .containsExactly(
                        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Lost at /States/First/Catch[0]/Next",
                        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/Choose/Default");
    }

    @Test
    void aStateThatNothingLeadsToIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Succeed'}, 'Island': {'Type': 'Succeed'}"))
                .containsExactly("MISSING_TRANSITION_TARGET: State \"Island\" is not reachable. at /States/Island");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Sleep'}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: The state type 'Sleep' is not known at /States/First/Type");
    }

    @Test
    void aFieldOfTheOtherLanguageIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Pass', 'InputPath': '$.a', 'End': true}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: The QueryLanguage 'JSONata' does not support the field"
                        + " 'InputPath' at /States/First/InputPath");
        assertThat(refusals(
                        MachineType.STANDARD,
                        "{'StartAt': 'First', 'States': {'First': {'Type': 'Pass', 'Output': 1, 'End': true}}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: The QueryLanguage 'JSONPath' does not support the field"
                        + " 'Output' at /States/First/Output");
    }

    @Test
    void aMisspelledFieldIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Wait', 'Second': 5, 'Seconds': 5, 'End': true}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: The field 'Second' is not supported by a Wait state"
                        + " at /States/First/Second");
    }

    @Test
    void anExpressionThatIsNotJsonataIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Pass', 'Output': '{% 1 + %}', 'End': true}"))
                .singleElement()
                .asString()
                .contains("The JSONata expression '1 +' is not valid");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(refusalsOf("""
                        'First': {'Type': 'Wait', 'Next': 'Second'},
                        'Second': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:fly', 'Next': 'Third'},
                        'Third': {'Type': 'Pass'}""")).hasSize(3);
    }

    @Test
    void anExpressMachineCannotWaitForATokenOrAJob() {
        String task =
                "{'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::%s'}}}";
        assertThat(refusals(MachineType.EXPRESS, task.formatted("lambda:invoke.waitForTaskToken")))
                .singleElement()
                .asString()
                .contains("Express state machine does not support '.waitForTaskToken'");
        assertThat(refusals(MachineType.EXPRESS, task.formatted("states:startExecution.sync:2")))
                .singleElement()
                .asString()
                .contains("Express state machine does not support '.sync'");
        assertThatCode(() -> StateMachineDefinition.parse(
                        task.formatted("aws-sdk:rds:describeDBClusters").replace('\'', '"'), MachineType.EXPRESS))
                .doesNotThrowAnyException();
    }

    @Test
    void statesAllStandsAloneAndLast() {
        assertThat(refusalsOf("""
                        'First': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'End': true,
                          'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['Other']}]}"""))
                .containsExactly("SCHEMA_VALIDATION_FAILED: States.ALL must appear alone, and in the last entry"
                        + " at /States/First/Retry[0]/ErrorEquals");
    }

    @Test
    void theMessageIsTheOneOfTheService() {
        InvalidDefinitionException refusal = catchThrowableOfType(
                InvalidDefinitionException.class, () -> StateMachineDefinition.parse("{\"States\": {}}"));
        assertThat(refusal.code()).isEqualTo("InvalidDefinition");
        assertThat(refusal)
                .hasMessage("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required:"
                        + " [StartAt] at /'");
    }
}

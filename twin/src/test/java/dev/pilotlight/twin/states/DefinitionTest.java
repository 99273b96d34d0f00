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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                .containsExactly(
                        "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath'"
                                + " is only supported for the 'JSONPath' QueryLanguage at /States/First/InputPath");
        assertThat(refusals(
                        MachineType.STANDARD,
                        "{'StartAt': 'First', 'States': {'First': {'Type': 'Pass', 'Output': 1, 'End': true}}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output'"
                        + " is only supported for the 'JSONata' QueryLanguage at /States/First/Output");
    }

    @Test
    void aMisspelledFieldIsRefused() {
        assertThat(refusalsOf("'First': {'Type': 'Wait', 'Second': 5, 'Seconds': 5, 'End': true}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: Field 'Second' is not supported at /States/First");
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

    @Test
    void aQueryBeginsWithTheStatesAVariableOrAFunction() {
        assertThat(refusalsOf("'First': {'Type': 'Pass', 'Output': '{% phone & $ %}', 'End': true}"))
                .containsExactly(
                        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported."
                                + " at /States/First/Output");
        assertThat(refusalsOf("'First': {'Type': 'Pass', 'Output': {'a': '{% $$.x %}'}, 'End': true}"))
                .singleElement()
                .asString()
                .contains("Reference to '$$' at the top level");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.orders[price > 2].name",
                "$states.input.orders.{'name': name}",
                "$map($states.input.orders, function($order) { $order.price })",
                "$states.input.orders^(>price)",
                "($first := $states.input.orders[0]; $first.price)",
                "$states.input.a ? $b : $uppercase('c')",
                "$states.input.a ~> $string()",
            })
    void aQueryLooksIntoWhatItHasFound(String query) {
        String definition =
                "{'QueryLanguage': 'JSONata', 'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'Output': '', 'End': true}}}";
        String quoted = "\"{% " + query + " %}\"";
        assertThatCode(() -> StateMachineDefinition.parse(
                        definition.replace('\'', '"').replace("\"\"", quoted)))
                .doesNotThrowAnyException();
    }

    @Test
    void aResultIsSeenOnlyWhereThereIsOne() {
        assertThat(refusalsOf("""
                        'First': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Next': 'Last',
                          'Arguments': '{% $states.result %}', 'Output': '{% $states.result %}',
                          'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Last', 'Output': '{% $states.errorOutput %}',
                            'Assign': {'x': '{% $states.result %}'}}]},
                        'Last': {'Type': 'Succeed', 'Output': '{% $states.errorOutput %}'}"""))
                .containsExactlyInAnyOrder(
                        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.result' is not supported here."
                                + " at /States/First/Arguments",
                        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.result' is not supported here."
                                + " at /States/First/Catch[0]/Assign/x",
                        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput' is not supported here."
                                + " at /States/Last/Output");
    }

    @Test
    void aQueryIsDelimitedAtBothEnds() {
        assertThat(refusalsOf("'First': {'Type': 'Pass', 'Output': '{% 1 ', 'End': true}"))
                .singleElement()
                .asString()
                .startsWith("INVALID_JSONATA_EXPRESSION");
    }

    @Test
    void aNameIsUsedOnceInTheWholeMachine() {
        assertThat(refusalsOf("""
                        'First': {'Type': 'Parallel', 'End': true, 'Branches': [
                          {'StartAt': 'One', 'States': {'One': {'Type': 'Succeed'}}},
                          {'StartAt': 'One', 'States': {'One': {'Type': 'Succeed'}}}]}"""))
                .containsExactly(
                        "DUPLICATE_STATE_NAME: Duplicate State name: One at /States/First/Branches[1]/States/One");
    }

    @Test
    void aMachineCanEnd() {
        assertThat(refusalsOf(
                        "'First': {'Type': 'Pass', 'Next': 'Second'}, 'Second': {'Type': 'Pass', 'Next': 'First'}"))
                .containsExactly("MISSING_END_STATE: Workflow has no terminal state at /States");
    }

    @Test
    void anEmptyDefinitionHasItsOwnCode() {
        assertThat(refusals(MachineType.STANDARD, " "))
                .singleElement()
                .asString()
                .startsWith("MISSING_DESCRIPTION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'InputType': 'XML' | The InputType 'XML' is not one of [JSON, CSV, JSONL, PARQUET, MANIFEST]",
                "'InputType': 'CSV' | These fields are required: [CSVHeaderLocation]",
                "'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN' | These fields are required: [CSVHeaders]",
                "'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW', 'CSVDelimiter': 'DOT' | The CSVDelimiter 'DOT' is not",
                "'ItemsPointer': 'orders' | The ItemsPointer is not a JSON Pointer",
                "'ManifestType': 'OTHER' | The ManifestType 'OTHER' is not one of",
            })
    void aReaderSaysWhatItReads(String config, String expected) {
        assertThat(refusalsOf("""
                        'First': {'Type': 'Map', 'End': true, 'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject',
                          'Arguments': {'Bucket': 'b', 'Key': 'k'}, 'ReaderConfig': {%s}},
                          'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                            'StartAt': 'One', 'States': {'One': {'Type': 'Succeed'}}}}""".formatted(config))).singleElement().asString().contains(expected);
    }

    @Test
    void atMostTenCallsOfFunctionsStandInOneField() {
        String state =
                "{'StartAt': 'F', 'States': {'F': {'Type': 'Pass', 'End': true, 'Parameters': {'x.$': '%s1, 1%s'}}}}";
        String ten = state.formatted("States.Array(".repeat(10), ")".repeat(10));
        assertThatCode(() -> StateMachineDefinition.parse(ten.replace('\'', '"')))
                .doesNotThrowAnyException();
        String eleven = state.formatted("States.Array(".repeat(11), ")".repeat(11));
        assertThat(refusals(MachineType.STANDARD, eleven))
                .singleElement()
                .asString()
                .contains("must be a valid JSONPath or a valid intrinsic function call");
    }

    @Test
    void whatLooksLikeAQueryAndIsNoneIsWarnedOf() throws InvalidDefinitionException {
        String definition = """
                {'StartAt': 'One', 'States': {
                  'One': {'Type': 'Pass', 'Next': 'Two', 'Result': {'a': '$.b'}},
                  'Two': {'Type': 'Pass', 'Next': 'Three',
                    'Parameters': {'a': '$.b', 'b.$': '$.b', 'c': ['$', {'d': 'States.UUID()'}]}},
                  'Three': {'Type': 'Parallel', 'Next': 'Four', 'Branches': [
                    {'StartAt': 'Jsonata', 'States': {'Jsonata': {
                      'Type': 'Pass', 'QueryLanguage': 'JSONata', 'End': true, 'Output': '$.b'}}},
                    {'StartAt': 'Inner', 'States': {'Inner': {'Type': 'Fail', 'Error': 'No', 'Cause': '$.b'}}}]},
                  'Four': {'Type': 'Succeed'}}}""".replace('\'', '"');
        assertThatCode(() -> StateMachineDefinition.parse(definition)).doesNotThrowAnyException();
        assertThat(StateMachineDefinition.warnings(definition))
                .extracting(warning -> warning.code() + " " + warning.location())
                .containsExactly(
                        "PASS_RESULT_IS_STATIC /States/One/Result",
                        "NO_DOLLAR /States/Two/Parameters/a",
                        "NO_DOLLAR /States/Two/Parameters/c[1]/d",
                        "NO_PATH /States/Three/Branches[1]/States/Inner/Cause");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Type': 'Wait', 'Seconds': 1.5 | Expected value of type [Integer]
            'Type': 'Wait', 'Seconds': 100000000 | Maximum value is 99999999
            'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'TimeoutSeconds': 0 | Minimum value is 1
            'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Retry': [{'ErrorEquals': ['X'], 'BackoffRate': 0.5}] | Minimum value is 1.0
            'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Retry': [{'ErrorEquals': ['X'], 'MaxAttempts': 100000000}] | Maximum value is 99999999
            'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Retry': [{'ErrorEquals': ['X'], 'MaxDelaySeconds': 31622400}] | Maximum value is 31622399
            """)
    void aNumberLiesWithinTheBoundsOfItsField(String state, String bounds) {
        assertThat(refusalsOf("'First': {" + state + ", 'End': true}"))
                .singleElement()
                .asString()
                .contains(bounds);
    }

    @Test
    void aPartOfAChoiceRuleLeadsNowhereItself() {
        assertThat(refusals(MachineType.STANDARD, """
                        {'StartAt': 'First', 'States': {'End': {'Type': 'Succeed'}, 'First': {'Type': 'Choice', 'Choices': [
                          {'Not': {'Variable': '$.a', 'IsNull': true, 'Next': 'End'}, 'Next': 'End'}]}}}"""))
                .containsExactly(
                        "SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported" + " at /States/First/Choices[0]/Not");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            JSONata  | 'ResultPath': '$.error'
            JSONPath | 'Output': 'nothing'
            """)
    void aCatcherSpeaksTheLanguageOfItsState(String language, String field) {
        assertThat(refusals(
                        MachineType.STANDARD,
                        "{'QueryLanguage': '" + language + "', 'StartAt': 'First', 'States': {"
                                + "'End': {'Type': 'Succeed'}, 'First': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke',"
                                + "'Next': 'End', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'End', " + field
                                + "}]}}}"))
                .singleElement()
                .asString()
                .contains("The QueryLanguage is set to '" + language + "', but field '");
    }
}

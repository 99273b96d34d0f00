package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonataFunctionsTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static Execution run(Stage on, String expression, String input) throws InvalidDefinitionException {
        return on.run(
                "{'QueryLanguage': 'JSONata', 'StartAt': 'First', 'States': {'First': {'Type': 'Pass', 'Output': '{% "
                        + expression + " %}', 'End': true}}}",
                input);
    }

    private JsonNode evaluate(String expression, String input) throws InvalidDefinitionException {
        Execution execution = run(stage, expression, input);
        assertThat(execution.status()).as(() -> execution.cause().orElse("")).isEqualTo(ExecutionStatus.SUCCEEDED);
        return execution.output().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$partition($states.input.list, 2) | [[1, 2], [3]]",
                "$range(1, 9, 4) | [1, 5, 9]",
                "$range(3, 1, -1) | [3, 2, 1]",
                "$range(-1.7, 2.9, 1) | [-1, 0, 1, 2]",
                "$hash($states.input.name, $states.input.algorithm) | 'f97c5d29941bfb1b2fdab0874906ab82'",
                "$parse($states.input.text) | {'a': null}",
                "$random(7) = $random(7) | true",
                "$states.input.nil | null",
                "$exists($states.input.nil) | true",
                "$states.input.list[$ > 1] | [2, 3]",
                "$sum($states.input.list) / 4 | 1.5",
                "$type($states.input.nil) | 'null'",
                "$merge([$states.input.o, $states.input.p]) | {'x': 2, 'y': null}",
                "$string($states.input.o) | '{`x`:1,`y`:null}'",
                "$now() | '2026-03-01T12:00:00.000Z'",
                "$millis() | 1772366400000",
                "$states.context.Execution.Name & $states.context.State.Name | 'oneFirst'",
            })
    void expressionsGiveWhatTheyGiveOnTheRealService(String expression, String expected)
            throws InvalidDefinitionException {
        JsonNode answer = evaluate(
                expression,
                "{'list': [1, 2, 3], 'name': 'one', 'algorithm': 'MD5', 'text': \"{\\\"a\\\": null}\", 'nil': null,"
                        + " 'o': {'x': 1, 'y': null}, 'p': {'x': 2}}");
        String readable = answer.isTextual() ? "'" + answer.textValue().replace('"', '`') + "'" : null;
        if (readable == null) {
            assertThat(answer).isEqualTo(json(expected));
        } else {
            assertThat(readable).isEqualTo(expected);
        }
    }

    @Test
    void randomnessComesFromTheSeed() throws InvalidDefinitionException {
        String expression = "[$uuid(), $string($random()), $string($shuffle([1..20]))]";
        JsonNode first = evaluate(expression, "{}");
        try (Stage again = new Stage()) {
            assertThat(run(again, expression, "{}").output()).contains(first);
        }
        assertThat(evaluate("$uuid()", "{}").textValue())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void aTransformLeavesTheInputAsItWas() throws InvalidDefinitionException {
        assertThat(evaluate("[$states.input.o ~> |$|{\\\"z\\\": 1}|, $states.input.o]", "{'o': {'x': 1, 'y': null}}"))
                .isEqualTo(json("[{'x': 1, 'y': null, 'z': 1}, {'x': 1, 'y': null}]"));
    }

    @Test
    void evalIsRefused() throws InvalidDefinitionException {
        Execution execution = run(stage, "$eval($states.input.code)", "{'code': '1'}");
        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause().orElseThrow()).contains("T1006");
    }

    @Test
    void endlessRecursionIsAnEvaluationError() throws InvalidDefinitionException {
        Execution execution = run(stage, "($f := function($n) { 1 + $f($n) }; $f(1))", "{}");
        assertThat(execution.error()).contains("States.QueryEvaluationError");
    }

    @Test
    void aPartOfTheInputIsHandedOnUnchanged() throws InvalidDefinitionException {
        assertThat(evaluate("$states.input.deep", "{'deep': {'n': 12345678901, 'f': 0.5, 't': 'x', 'l': [null, []]}}"))
                .isEqualTo(json("{'n': 12345678901, 'f': 0.5, 't': 'x', 'l': [null, []]}"));
        assertThat(evaluate("$states.input.s", "{'s': ''}")).isEqualTo(TextNode.valueOf(""));
    }
}

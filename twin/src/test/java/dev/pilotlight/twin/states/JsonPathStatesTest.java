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
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathStatesTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private Execution run(String states, String input) throws InvalidDefinitionException {
        return stage.run("{'StartAt': 'First', 'States': {" + states + "}}", input);
    }

    private JsonNode evaluate(String query, String input) throws InvalidDefinitionException {
        String quoted = query.replace("\\", "\\\\").replace("'", "\\u0027");
        Execution execution =
                run("'First': {'Type': 'Pass', 'Parameters': {'x.$': '" + quoted + "'}, 'End': true}", input);
        assertThat(execution.status()).as(() -> execution.cause().orElse("")).isEqualTo(ExecutionStatus.SUCCEEDED);
        return execution.output().orElseThrow().get("x");
    }

    @Test
    void dataGoesThroughAllThePathsOfATask() throws InvalidDefinitionException {
        stage.function("work", call -> json("{'sum': 3, 'noise': 9}"));
        Execution execution = run("""
                'First': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:work', 'End': true,
                  'InputPath': '$.order', 'Parameters': {'a.$': '$.n', 'b': 2},
                  'ResultSelector': {'total.$': '$.sum'}, 'ResultPath': '$.order.answer', 'OutputPath': '$.order'}""", "{'order': {'n': 1}, 'rest': 0}");
        assertThat(stage.calls.getFirst().arguments()).isEqualTo(json("{'a': 1, 'b': 2}"));
        assertThat(execution.output()).contains(json("{'n': 1, 'answer': {'total': 3}}"));
    }

    @Test
    void anInputPathThatLeadsNowhereFailsBeyondRescue() throws InvalidDefinitionException {
        Execution execution = run("""
                'First': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:work', 'End': true,
                  'InputPath': '$.nothing', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Mend'}]},
                'Mend': {'Type': 'Succeed'}""", "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("States.Runtime");
        assertThat(execution.cause().orElseThrow())
                .endsWith("Invalid path '$.nothing' : No results for path: $['nothing']");
    }

    @Test
    void aCatcherPutsTheErrorIntoTheInput() throws InvalidDefinitionException {
        stage.function("work", call -> {
            throw new TaskFailed("Broken", "why");
        });
        Execution execution = run("""
                'First': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:work', 'End': true,
                  'Catch': [{'ErrorEquals': ['States.TaskFailed'], 'ResultPath': '$.seen', 'Next': 'Mend'}]},
                'Mend': {'Type': 'Succeed'}""", "{'a': 1}");
        assertThat(execution.output()).contains(json("{'a': 1, 'seen': {'Error': 'Broken', 'Cause': 'why'}}"));
    }

    @Test
    void variablesAreReadByTheirNames() throws InvalidDefinitionException {
        Execution execution = run("""
                'First': {'Type': 'Pass', 'Assign': {'plan.$': '$.plan', 'fixed': 2}, 'Next': 'Second'},
                'Second': {'Type': 'Pass', 'Parameters': {'name.$': '$plan.name', 'fixed.$': '$fixed'}, 'End': true}""", "{'plan': {'name': 'shop'}}");
        assertThat(execution.output()).contains(json("{'name': 'shop', 'fixed': 2}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.a.b | {'a': {'b': 5}} | 5",
                "$['a b']['c'] | {'a b': {'c': 5}} | 5",
                "$.l[-1] | {'l': [1, 2, 3]} | 3",
                "$.l[1:] | {'l': [1, 2, 3]} | [2, 3]",
                "$.l[0,2] | {'l': [1, 2, 3]} | [1, 3]",
                "$.l[*].n | {'l': [{'n': 1}, {}, {'n': 2}]} | [1, 2]",
                "$..n | {'l': [{'n': 1}], 'n': 2} | [2, 1]",
                "$.l[?(@.n > 1 && @.on == true)].n | {'l': [{'n': 1, 'on': true}, {'n': 2, 'on': true}]} | [2]",
                "$.l[?(@.s == 'x')] | {'l': [{'s': 'x'}, {'s': 'y'}, {}]} | [{'s': 'x'}]",
                "$.l[?(!@.s)] | {'l': [{'s': 'x'}, {'t': 1}]} | [{'t': 1}]",
                "$.l[?(@.s =~ /X.*/i)].s | {'l': [{'s': 'xyz'}, {'s': 'a'}]} | ['xyz']",
                "$.none[*] | {} | []",
                "$$.State.Name | {} | 'First'",
            })
    void pathsLeadToWhatTheyName(String path, String input, String expected) throws InvalidDefinitionException {
        assertThat(evaluate(path, input)).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "States.Format('{} is {}', $.a, 5) | 'one is 5'",
                "States.Format('\\{\\}{}', 1) | '{}1'",
                "States.StringToJson($.text) | {'a': [1]}",
                "States.JsonToString($.list) | '[1,2,2]'",
                "States.Array($.a, 2, null, true) | ['one', 2, null, true]",
                "States.ArrayPartition($.list, 2) | [[1, 2], [2]]",
                "States.ArrayContains($.list, 2) | true",
                "States.ArrayRange(9, 1, -4) | [9, 5, 1]",
                "States.ArrayGetItem($.list, 1) | 2",
                "States.ArrayLength($.list) | 3",
                "States.ArrayUnique($.list) | [1, 2]",
                "States.Base64Decode(States.Base64Encode($.a)) | 'one'",
                "States.Hash($.a, 'MD5') | 'f97c5d29941bfb1b2fdab0874906ab82'",
                "States.JsonMerge($.o, $.p, false) | {'x': 2, 'y': 1}",
                "States.MathAdd($.n, -1) | 6",
                "States.StringSplit('a.b,,c', '.,') | ['a', 'b', 'c']",
            })
    void intrinsicFunctionsCompute(String call, String expected) throws InvalidDefinitionException {
        JsonNode answer = evaluate(
                call,
                "{'a': 'one', 'n': 7, 'list': [1, 2, 2], 'o': {'x': 1, 'y': 1}, 'p': {'x': 2}, 'text': \"{\\\"a\\\": [1]}\"}");
        assertThat(answer).isEqualTo(json(expected));
    }

    @Test
    void anIntrinsicFunctionSaysWhatItCannotTake() throws InvalidDefinitionException {
        Execution execution = run(
                "'First': {'Type': 'Pass', 'Parameters': {'x.$': 'States.ArrayLength($.a)'}, 'End': true}", "{'a': 1}");
        assertThat(execution.error()).contains("States.IntrinsicFailure");
        assertThat(execution.cause().orElseThrow()).contains("must be an array, but is: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"States.ArrayLength($.a, 1)", "States.UUID(1)", "States.JsonMerge($.o, $.o, 'false')"})
    void anIntrinsicFunctionTakesItsOwnArgumentsOnly(String call) throws InvalidDefinitionException {
        Execution execution = run(
                "'First': {'Type': 'Pass', 'Parameters': {'x.$': '" + call.replace("'", "\\u0027") + "'}, 'End': true}",
                "{'a': [1], 'o': {}}");
        assertThat(execution.error()).contains("States.IntrinsicFailure");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Variable': '$.n', 'NumericGreaterThan': 4 | true",
                "'Variable': '$.n', 'NumericEqualsPath': '$.m' | true",
                "'Variable': '$.n', 'StringEquals': '5' | false",
                "'Variable': '$.s', 'StringMatches': 'a*.c' | true",
                "'Variable': '$.s', 'StringMatches': 'b*' | false",
                "'Variable': '$.t', 'TimestampLessThan': '2026-01-01T01:00:00+00:30' | true",
                "'Variable': '$.none', 'IsPresent': false | true",
                "'Variable': '$.nil', 'IsNull': true | true",
                "'Variable': '$.t', 'IsTimestamp': true | true",
                "'Variable': '$.s', 'IsTimestamp': false | true",
                "'Not': {'Variable': '$.b', 'BooleanEquals': true} | false",
                "'And': [{'Variable': '$.b', 'IsBoolean': true}, {'Variable': '$.n', 'IsNumeric': true}] | true",
                "'Or': [{'Variable': '$.n', 'NumericLessThanEquals': 1}, {'Variable': '$.n', 'NumericEquals': 5.0}] | true",
            })
    void choiceRulesCompare(String rule, boolean holds) throws InvalidDefinitionException {
        Execution execution = run(
                """
                'First': {'Type': 'Choice', 'Choices': [{%s, 'Next': 'Yes'}], 'Default': 'No'},
                'Yes': {'Type': 'Pass', 'Result': true, 'End': true}, 'No': {'Type': 'Pass', 'Result': false, 'End': true}""".formatted(rule),
                "{'n': 5, 'm': 5.0, 's': 'ab.c', 't': '2026-01-01T00:00:00Z', 'b': true, 'nil': null}");
        assertThat(execution.output()).contains(json(String.valueOf(holds)));
    }

    @Test
    void aRuleAboutAVariableThatIsNotThereFails() throws InvalidDefinitionException {
        Execution execution = run("""
                'First': {'Type': 'Choice', 'Choices': [{'Variable': '$.x', 'NumericEquals': 1, 'Next': 'Yes'}]},
                'Yes': {'Type': 'Succeed'}""", "{}");
        assertThat(execution.error()).contains("States.Runtime");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$['a','b'] | {'a': 1, 'b': [5, 3]}",
                "$.rows[*]['k','none'] | [{'k': 'x'}, {'k': 'y'}]",
                "$.b[0,1] | [5, 3]",
                "$.b[-1] | 3",
                "$.b[-1:] | [3]",
                "$.b.length() | 2",
                "$.b.max() | 5.0",
                "$.b.avg() | 4.0",
                "$.b.stddev() | 1.0",
                "$.o.keys() | ['p', 'q']",
                "$.rows[?(@.tags subsetof ['t', 'u'])].k | ['x']",
                "$.rows[?(@.tags anyof ['u', 'w'])].k | ['x', 'y']",
                "$.rows[?(@.tags noneof ['w'])].k | ['x']",
                "$.rows[?(@.tags contains 'w')].k | ['y']",
                "$.rows[?(@.tags size 1)].k | ['y']",
                "$.rows[?(@.tags empty false)].k | ['x', 'y']",
                "$.rows[?(@.none != 1)].k | ['x', 'y']",
                "$.rows[?(@.k =~ /X/i)].k | ['x']",
                "$..k | ['x', 'y']",
                "$.rows[?(!(@.k == 'x'))].k | ['y']",
            })
    void pathsLeadWhereTheyLeadInTheLibraryOfTheService(String path, String expected)
            throws InvalidDefinitionException {
        JsonNode found = evaluate(
                path,
                "{'a': 1, 'b': [5, 3], 'o': {'p': 1, 'q': 2},"
                        + " 'rows': [{'k': 'x', 'tags': ['t', 'u']}, {'k': 'y', 'tags': ['w']}]}");
        assertThat(found).isEqualTo(json(expected));
    }

    @Test
    void allValuesOfOneAssignTogetherHaveALimit() throws InvalidDefinitionException {
        stage.function("work", call -> new TextNode("x".repeat(150_000)));
        Execution execution = run("""
                'First': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:111111111111:function:work', 'End': true,
                  'Assign': {'one.$': '$', 'two.$': '$'}}""", "{}");
        assertThat(execution.error()).contains("States.DataLimitExceeded");
    }
}

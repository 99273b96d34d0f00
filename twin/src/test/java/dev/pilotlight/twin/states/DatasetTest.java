package dev.pilotlight.twin.states;

import static dev.pilotlight.twin.states.Stage.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Distributed Map reads its items from, and where it puts the results. */
class DatasetTest {
    private final Stage stage = new Stage();
    private final Map<String, String> objects = new LinkedHashMap<>();

    @BeforeEach
    void storeObjects() {
        stage.function("s3:getObject", call -> {
            String key = call.arguments().path("Key").asText();
            if (!objects.containsKey(key)) {
                throw new TaskFailed("S3.NoSuchKeyException", "there is no " + key);
            }
            return JsonNodeFactory.instance.objectNode().put("Body", objects.get(key));
        });
        stage.function("s3:putObject", call -> {
            objects.put(
                    call.arguments().path("Key").asText(),
                    call.arguments().path("Body").asText());
            return JsonNodeFactory.instance.objectNode();
        });
        stage.function("s3:listObjectsV2", call -> {
            var listing = JsonNodeFactory.instance.objectNode();
            var contents = listing.putArray("Contents");
            objects.keySet().forEach(key -> contents.addObject().put("Key", key));
            return listing;
        });
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Execution run(String fields, String states) throws InvalidDefinitionException {
        return stage.run("""
                {'QueryLanguage': 'JSONata', 'StartAt': 'Map', 'States': {'Map': {'Type': 'Map', 'End': true, %s,
                  'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                    'StartAt': 'One', 'States': {%s}}}}}""".formatted(fields, states), "[1, 2]");
    }

    private JsonNode items(String call, String config) throws InvalidDefinitionException {
        Execution execution = run("""
                'ItemReader': {'Resource': 'arn:aws:states:::s3:%s', 'Arguments': {'Bucket': 'shop', 'Key': 'set'},
                  'ReaderConfig': {%s}},
                'ItemSelector': {'value': '{%% $states.context.Map.Item.Value %%}',
                  'source': '{%% $states.context.Map.Item.Source %%}'}""".formatted(call, config), "'One': {'Type': 'Succeed'}");
        assertThat(execution.status()).as(() -> execution.cause().orElse("")).isEqualTo(ExecutionStatus.SUCCEEDED);
        return execution.output().orElseThrow();
    }

    private JsonNode stored(String key) {
        return json(objects.getOrDefault(key, "'nothing at " + key + "'"));
    }

    @Test
    void anArrayInsideAnObjectIsFoundByItsPointer() throws InvalidDefinitionException {
        objects.put("set", "{\"orders\": {\"new\": [1, 2]}}");
        assertThat(items("getObject", "'InputType': 'JSON', 'ItemsPointer': '/orders/new'"))
                .isEqualTo(json("[{'value': 1, 'source': 'S3://shop/set'}, {'value': 2, 'source': 'S3://shop/set'}]"));
    }

    @Test
    void everyLineOfJsonLinesIsAnItem() throws InvalidDefinitionException {
        objects.put("set", "{\"a\": 1}\n\n[2]\n");
        assertThat(items("getObject", "'InputType': 'JSONL', 'MaxItems': 5").findValuesAsText("a"))
                .containsExactly("1");
    }

    @Test
    void anInventoryNamesFilesAndTheirColumns() throws InvalidDefinitionException {
        objects.put("set", """
                {"sourceBucket": "shop", "destinationBucket": "arn:aws:s3:::lists", "fileFormat": "CSV",
                 "fileSchema": "Bucket, Key, Size", "files": [{"key": "one.csv"}, {"key": "two.csv"}]}""");
        objects.put("one.csv", "\"shop\",\"a\",\"10\"\n");
        objects.put("two.csv", "\"shop\",\"b\",\"20\"\n");
        assertThat(items("getObject", "'InputType': 'MANIFEST'")).isEqualTo(json("""
                        [{'value': {'Bucket': 'shop', 'Key': 'a', 'Size': '10'}, 'source': 'S3://lists/one.csv'},
                         {'value': {'Bucket': 'shop', 'Key': 'b', 'Size': '20'}, 'source': 'S3://lists/two.csv'}]"""));
        assertThat(items("getObject", "'ManifestType': 'S3_INVENTORY'")).hasSize(2);
    }

    @Test
    void aManifestOfAthenaNamesAnObjectALine() throws InvalidDefinitionException {
        objects.put("set", "s3://shop/one\ns3://shop/two\n");
        objects.put("one", "1\n");
        objects.put("two", "2\n3\n");
        assertThat(items("getObject", "'ManifestType': 'ATHENA_DATA', 'InputType': 'JSONL'"))
                .isEqualTo(json("""
                        [{'value': 1, 'source': 'S3://shop/one'}, {'value': 2, 'source': 'S3://shop/two'},
                         {'value': 3, 'source': 'S3://shop/two'}]"""));
    }

    @Test
    void aListingGivesItsEntriesOrWhatTheyHold() throws InvalidDefinitionException {
        objects.put("one", "[1]");
        assertThat(items("listObjectsV2", "'MaxItems': 1"))
                .isEqualTo(json("[{'value': {'Key': 'one'}, 'source': 'S3://shop'}]"));
        assertThat(items("listObjectsV2", "'Transformation': 'LOAD_AND_FLATTEN', 'InputType': 'JSON'"))
                .isEqualTo(json("[{'value': 1, 'source': 'S3://shop/one'}]"));
    }

    @Test
    void parquetIsRefusedByItsName() throws InvalidDefinitionException {
        objects.put("set", "PAR1");
        Execution execution = run(
                "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Arguments': {'Bucket': 'b', 'Key': 'set'},"
                        + " 'ReaderConfig': {'InputType': 'PARQUET'}}",
                "'One': {'Type': 'Succeed'}");
        assertThat(execution.error()).contains("States.ItemReaderFailed");
        assertThat(execution.cause().orElseThrow()).contains("PARQUET");
    }

    @Test
    void resultsAreWrittenByHowTheyEndedAndListedInAManifest() throws InvalidDefinitionException {
        Execution execution = run(
                "'ToleratedFailureCount': 1, 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',"
                        + " 'Arguments': {'Bucket': 'shop', 'Prefix': 'results'}}",
                """
                'One': {'Type': 'Choice', 'Choices': [{'Condition': '{% $states.input = 1 %}', 'Next': 'Odd'}], 'Default': 'Even'},
                'Odd': {'Type': 'Fail', 'Error': 'Odd', 'Cause': 'it is'}, 'Even': {'Type': 'Succeed'}""");
        JsonNode details = execution.output().orElseThrow().path("ResultWriterDetails");
        assertThat(details.path("Bucket").asText()).isEqualTo("shop");
        JsonNode files = stored(details.path("Key").asText()).path("ResultFiles");
        assertThat(files.path("PENDING")).isEmpty();
        JsonNode succeeded = stored(files.at("/SUCCEEDED/0/Key").asText());
        JsonNode failed = stored(files.at("/FAILED/0/Key").asText());
        assertThat(succeeded.findValuesAsText("Output")).containsExactly("2");
        assertThat(failed.findValuesAsText("Error")).containsExactly("Odd");
        assertThat(failed.findValuesAsText("Status")).containsExactly("FAILED");
    }

    @Test
    void resultsCanBeFlattenedWithoutBeingWritten() throws InvalidDefinitionException {
        Execution execution = run(
                "'ResultWriter': {'WriterConfig': {'Transformation': 'FLATTEN', 'OutputType': 'JSON'}}",
                "'One': {'Type': 'Pass', 'Output': '{% [$states.input, $states.input] %}', 'End': true}");
        assertThat(execution.output()).contains(json("[1, 1, 2, 2]"));
    }

    @Test
    void aFileCanHoldOneResultALine() throws InvalidDefinitionException {
        run(
                "'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Arguments': {'Bucket': 'b'},"
                        + " 'WriterConfig': {'Transformation': 'COMPACT', 'OutputType': 'JSONL'}}",
                "'One': {'Type': 'Succeed'}");
        assertThat(objects.values()).contains("1\n2");
    }
}

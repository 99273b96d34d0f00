package dev.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The schema and the records say the same: every field is changed in many ways, and both must agree about each change.
 */
@Tag("thorough")
class PlanSchemaTest {
    private static final List<String> OTHER_VALUES = List.of(
            "'x'",
            "''",
            "0",
            "1",
            "-1",
            "1.5",
            "'5s'",
            "'-5s'",
            "'PT1M'",
            "'P'",
            "'PT'",
            "'P1D'",
            "'us-west-2'",
            "'US-WEST-2'",
            "'shop'",
            "'Shop'",
            "'222222222222'",
            "'https://other.example/'",
            "'ftp://other.example/'",
            "'subnet-12345678'",
            "'subnet-1234'",
            "'database.orders.port'",
            "'database.orders.user'",
            "'/a/b'",
            "'a/b'",
            "'observe'",
            "'managed'",
            "'detach'",
            "'allow'",
            "'snapshot'",
            "'404'",
            "'4xx'",
            "null",
            "true",
            "[]",
            "{}",
            "['x']",
            "{'x':'y'}",
            "{'x':1}");

    /** What only the records know: parts that contradict each other. */
    private static final List<String> CONTRADICTIONS = List.of(
            "it lies in",
            "it belongs to",
            "must be another one",
            "is there twice",
            "is not the name of an earlier tier",
            "is not a database of this plan",
            "no site is checked",
            "between 1 and",
            "outside both Regions",
            "no witness is named",
            "maxAge is",
            "needs it",
            "it belongs to the method",
            "longer than nothing");

    private final SmallSchema schema = new SmallSchema(read());
    private final ObjectNode document = ShopPlan.document();
    private final List<String> disagreements = new ArrayList<>();
    private int documents;

    @Test
    void theSchemaAcceptsTheExampleAndEverythingThatPlansAreWrittenAs() {
        assertThat(schema.accepts(document)).isTrue();
        assertThat(schema.accepts(PlanWriter.write(ShopPlan.plan()))).isTrue();
    }

    @Test
    void theSchemaAndTheRecordsAgreeAboutEveryChangeOfAnyField() {
        visit(document, "$");

        assertThat(disagreements).isEmpty();
        assertThat(documents).isGreaterThan(2_000);
    }

    @Test
    void theSchemaAndTheRecordsAgreeAboutEveryMethodOfFencing() {
        document.set(
                "fence",
                Documents.json("{'methods':['networkAcl','stopCompute','function'],'timeout':'5s','unfenced':'ask',"
                        + "'subnets':['subnet-0e0e0e0e0e0e0e0e5'],'instanceTags':{'Name':'shop-web'},"
                        + "'function':'arn:aws:lambda:us-west-2:111111111111:function:fence'}"));
        assertThat(schema.accepts(document)).isTrue();
        visit(document.get("fence"), "$.fence");

        assertThat(disagreements).isEmpty();
    }

    @Test
    void theSchemaAndTheRecordsAgreeAboutEveryKindOfSignalAndSwitch() {
        ((ArrayNode) document.get("outage").get("signals")).add(Documents.json("{'name':'witness','kind':'witness'}"));
        document.set(
                "traffic",
                Documents.json(
                        "{'kind':'latchedMetric','namespace':'Shop','metric':'serving','healthCheckInterval':'10s'}"));
        visit(document.get("outage"), "$.outage");
        visit(document.get("traffic"), "$.traffic");
        document.set("traffic", RoutingControls.traffic());
        visit(document.get("traffic"), "$.traffic");
        document.set("traffic", Documents.json("{'kind':'none'}"));
        visit(document.get("traffic"), "$.traffic");

        assertThat(disagreements).isEmpty();
    }

    @Test
    void theSchemaAndTheRecordsAgreeAboutEveryKindOfTierAndBinding() {
        ((ArrayNode) document.get("tiers"))
                .add(
                        Documents.json(
                                "{'name':'app','kind':'autoScalingGroup','group':'shop-app','count':2,'minimum':1,'targetGroups':[],'after':['web']}"));
        ((ObjectNode) document.get("tiers").get(0)).put("capacityReservation", "cr-0123456789abcdef0");
        ((ObjectNode) document.get("databases").get(0)).put("instanceClass", "db.r6g.large");
        ((ArrayNode) document.get("bindings"))
                .add(Documents.json("{'secret':'shop/database','key':'host','value':'database.orders.host'}"));
        visit(document.get("tiers"), "$.tiers");
        visit(document.get("databases"), "$.databases");
        visit(document.get("bindings"), "$.bindings");

        assertThat(disagreements).isEmpty();
    }

    private void visit(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.put("unknownField", 1);
            compare(path + ".unknownField added");
            object.remove("unknownField");
            for (String name : names) {
                JsonNode value = object.remove(name);
                compare(path + "." + name + " removed");
                for (String other : OTHER_VALUES) {
                    object.set(name, Documents.json(other));
                    compare(path + "." + name + " = " + other);
                }
                object.set(name, value);
                visit(value, path + "." + name);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                for (String other : OTHER_VALUES) {
                    array.set(i, Documents.json(other));
                    compare(path + "[" + i + "] = " + other);
                }
                array.set(i, value);
                visit(value, path + "[" + i + "]");
            }
        }
    }

    private void compare(String change) {
        documents++;
        boolean inSchema = schema.accepts(document);
        try {
            PlanReader.read(document);
            if (!inSchema) {
                disagreements.add(change + ": only the records accept it");
            }
        } catch (InvalidPlanException invalid) {
            boolean contradictionsOnly = invalid.problems().stream()
                    .allMatch(problem -> CONTRADICTIONS.stream().anyMatch(problem.toString()::contains));
            if (inSchema && !contradictionsOnly) {
                disagreements.add(change + ": only the schema accepts it; the records say " + invalid.getMessage());
            }
        }
    }

    private static JsonNode read() {
        try (InputStream resource =
                Objects.requireNonNull(PlanReader.class.getResourceAsStream("/plan.schema.json"), "plan.schema.json")) {
            return JsonMapper.builder().build().readTree(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

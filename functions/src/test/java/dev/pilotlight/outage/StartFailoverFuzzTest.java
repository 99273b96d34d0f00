package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.FakeContext;
import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.TestSurroundings;
import dev.pilotlight.journal.SmallAws;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A malformed or malicious event changes nothing: no record is written and no run is started. */
class StartFailoverFuzzTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:14Z");
    private static final int ROUNDS = 300;
    private static final List<String> ORIGINALS = List.of(
            "alarm-eventbridge", "alarm-direct", "alarm-sns", "alarm-ok", "start-declared", "schedule", "aws-health");
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "shop\u0000",
            "../shop",
            "shop#LEASE",
            "${jndi:ldap://x.example/a}",
            "<script>alert(1)</script>",
            "arn:aws:cloudwatch:us-east-1:222222222222:alarm:shop-down",
            "arn:aws:cloudwatch:us-east-1:111111111111:alarm:" + "x".repeat(300),
            "9999-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "x".repeat(5000),
            "\ud83d\ude00",
            "{\"plan\":\"shop\",\"declared\":true}");

    @Test
    void whateverComesOnlyAnAlarmOfAPlanAPersonsWordOrAnIssueThatIsWantedLeavesATrace() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("StartFailoverFuzzTest seed " + seed + " (repeat it with -Dseed=" + seed + ")");
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] event = event(random);
            ScriptedHttp http =
                    new SmallAws(Map.of("plans/shop.json", ShopPlan.document().toString())).http();
            boolean isRefused = isRefused(http, event);
            if (isRefused) {
                refused++;
                assertThat(http.asked())
                        .as("seed %s, round %s: %s", seed, round, new String(event, StandardCharsets.UTF_8))
                        .allMatch(StartFailoverFuzzTest::isReadOfPlans);
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 2);
    }

    private static boolean isRefused(ScriptedHttp http, byte[] event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new StartFailoverFunction(TestSurroundings.of(http, NOW))
                    .handleRequest(new ByteArrayInputStream(event), output, new FakeContext());
        } catch (BrokenInputException malformed) {
            return true;
        }
        return output.toString(StandardCharsets.UTF_8).contains("\"outcome\":\"refused\"");
    }

    /** Whether an alarm is one of a plan's is only known when the plans have been read. */
    private static boolean isReadOfPlans(ScriptedHttp.Asked asked) {
        return asked.method().equals("GET") && asked.host().contains("s3");
    }

    private static byte[] event(Random random) {
        String name = ORIGINALS.get(random.nextInt(ORIGINALS.size()));
        JsonNode event = Events.load(name);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            event = changed(event, random);
        }
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(8) == 0 ? torn(bytes, random) : bytes;
    }

    private static byte[] torn(byte[] bytes, Random random) {
        byte[] torn = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        for (int i = 0; i < 3 && torn.length > 0; i++) {
            torn[random.nextInt(torn.length)] = (byte) random.nextInt(256);
        }
        return torn;
    }

    /** One random place of an event gets another value, or is removed. */
    private static JsonNode changed(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(3) == 0) {
                object.remove(name);
            } else {
                object.set(name, random.nextInt(3) == 0 ? other(random) : changed(object.get(name), random));
            }
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            array.set(index, changed(array.get(index), random));
            return array;
        }
        return other(random);
    }

    private static JsonNode other(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(7)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.booleanNode(random.nextBoolean());
            case 3 -> nodes.arrayNode().add("x");
            case 4 -> nodes.objectNode().put("x", 1);
            default -> nodes.textNode(NASTY.get(random.nextInt(NASTY.size())));
        };
    }
}

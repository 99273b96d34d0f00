package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.Rigging.Script;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An evacuation of many applications from a lost Region, in virtual time, with the shipped machine and functions.
 *
 * @param total from its start to the end of the last plan
 * @param plans how each plan went, in the order in which they began
 * @param verdict how the evacuation itself ended
 * @param why what was wrong, or empty
 * @param throttled calls that EC2 or RDS refused for their request limits
 * @param calls how many calls each action of EC2 and RDS got, in the order of their names
 */
public record PlayedEvacuation(
        Duration total, List<Plan> plans, String verdict, String why, int throttled, Map<String, Integer> calls) {
    private static final String NAME = "evacuation";
    private static final Duration CALM = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofDays(7);
    private static final Set<String> SILENT = Set.of("ec2", "rds", "s3");

    /**
     * One plan.
     *
     * @param began when its failover did, after the evacuation's start; negative when it never did
     * @param took how long the failover took
     * @param verdict how it ended, or {@code LEFT}
     */
    public record Plan(String name, Duration began, Duration took, String verdict) {}

    /**
     * Moves applications that each have a database, instances and a site of their own, with the shipped failover.
     *
     * @param tolerated failures
     */
    public static PlayedEvacuation real(Repository repository, ObjectNode shop, int count, int tolerated) {
        Played played = new Played(Script.Source.shipped(repository), shop);
        try {
            played.copyImages();
            return played.evacuate(Neighbourhood.settle(played.stage, shop, count), tolerated);
        } finally {
            played.stage.timeline().close();
        }
    }

    /** The same with something in the failover's place that takes as long as one and calls nobody. */
    public static PlayedEvacuation standIn(Repository repository, ObjectNode shop, int count, Duration failover) {
        String waits =
                "{\"StartAt\":\"Stand in for a failover\",\"States\":{\"Stand in for a failover\":{\"Type\":\"Wait\","
                        + "\"Seconds\":" + failover.toSeconds() + ",\"Next\":\"Say that it went well\"},"
                        + "\"Say that it went well\":{\"Type\":\"Pass\",\"Result\":{\"verdict\":\"SUCCEEDED\"},\"End\":true}}}";
        Script.Source shipped = Script.Source.shipped(repository);
        Played played =
                new Played(machine -> machine.equals("failover") ? new Script(waits) : shipped.of(machine), shop);
        try {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                String name = String.format(Locale.ROOT, "app-%04d", i);
                played.stage.store(JsonNodeFactory.instance.objectNode().put("plan", name));
                names.add(name);
            }
            return played.evacuate(names, 0);
        } finally {
            played.stage.timeline().close();
        }
    }

    /** The world of one evacuation. */
    private static final class Played {
        private final AtomicInteger throttled = new AtomicInteger();
        private final Map<String, Integer> calls = new TreeMap<>();
        private final Stage stage;

        Played(Script.Source scripts, ObjectNode shop) {
            VirtualTimeline timeline = Stage.timelineOfASimulation();
            Passage counting = (call, inner) -> {
                var answer = inner.proceed();
                if (Set.of("ec2", "rds").contains(call.service())) {
                    calls.merge(call.service() + ":" + call.operation(), 1, Integer::sum);
                    boolean refused = answer.status() >= 400
                            && (answer.text().contains("RequestLimitExceeded")
                                    || answer.text().contains("Throttling"));
                    throttled.addAndGet(refused ? 1 : 0);
                }
                return answer;
            };
            Rigging rigging = new Rigging(
                    scripts,
                    Stage.rememberingClients(),
                    UnaryOperator.identity(),
                    List.of(counting),
                    (name, surroundings, handler) -> handler,
                    Duration.ZERO);
            this.stage = Stage.simulated(timeline, shop, Physics.defaults(), rigging);
            timeline.advance(CALM);
        }

        void copyImages() {
            ObjectNode input =
                    JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
            stage.runToEnd(stage.start("sync-images", "sync-1", input), LIMIT);
        }

        PlayedEvacuation evacuate(List<String> names, int tolerated) {
            stage.timeline().advance(Duration.ofMinutes(3));
            stage.twin().strike(Walkthrough.PRIMARY, SILENT);
            Neighbourhood.ring(stage);
            calls.clear();
            throttled.set(0);
            ObjectNode input = JsonNodeFactory.instance
                    .objectNode()
                    .put("declared", true)
                    .put("reason", "the Region is lost")
                    .put("tolerated", tolerated);
            ArrayNode plans = input.putArray("plans");
            names.forEach(name -> plans.addObject().put("plan", name));
            Execution evacuation = stage.start("evacuate", NAME, input);
            stage.runToEnd(evacuation, LIMIT);
            Instant start = evacuation.identity().startTime();
            return new PlayedEvacuation(
                    Duration.between(start, stage.timeline().now()),
                    plans(start),
                    evacuation
                            .output()
                            .map(output -> output.path("verdict").asText())
                            .or(evacuation::error)
                            .orElse("no end"),
                    evacuation.cause().orElse(""),
                    throttled.get(),
                    Map.copyOf(calls));
        }

        private List<Plan> plans(Instant start) {
            Map<String, Execution> runs = new TreeMap<>();
            stage.twin()
                    .front()
                    .exclusively(() -> stage.twin().stepFunctions().executions())
                    .forEach(run -> runs.put(run.identity().name(), run));
            return stage.twin().tables().contents(Walkthrough.RECOVERY, Walkthrough.TABLE).stream()
                    .filter(item -> ("EVACUATION#" + NAME).equals(item.get("pk")))
                    .filter(item -> item.getOrDefault("sk", "").startsWith("PLAN#"))
                    .map(item -> plan(item, runs.get(NAME + "-" + item.getOrDefault("plan", "")), start))
                    .sorted(Comparator.comparing(Plan::began).thenComparing(Plan::name))
                    .toList();
        }

        private static Plan plan(Map<String, String> item, @Nullable Execution run, Instant start) {
            String name = item.getOrDefault("plan", "");
            if (run == null) {
                return new Plan(name, Duration.ofSeconds(-1), Duration.ZERO, "LEFT");
            }
            Instant began = run.identity().startTime();
            return new Plan(
                    name,
                    Duration.between(start, began),
                    Duration.between(began, run.stopped().orElse(began)),
                    item.getOrDefault("verdict", ""));
        }
    }
}

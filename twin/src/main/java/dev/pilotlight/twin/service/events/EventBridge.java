package dev.pilotlight.twin.service.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The default event bus of every Region. */
public final class EventBridge extends JsonService {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Map<String, Rule>> rules = new TreeMap<>();
    private final Identifiers identifiers;
    private final Delivery delivery;
    private final Scheduler scheduler;

    /**
     * The buses of a world.
     *
     * @param delivery takes an event to a target, later
     * @param scheduler fires the rules that have a rate
     */
    public EventBridge(Identifiers identifiers, Delivery delivery, Scheduler scheduler) {
        super("1.1", "");
        this.identifiers = identifiers;
        this.delivery = delivery;
        this.scheduler = scheduler;
        operation(
                "PutRule", Set.of("Name", "EventPattern", "ScheduleExpression", "State", "Description"), this::putRule);
        operation("DescribeRule", Set.of("Name"), this::describeRule);
        operation("ListRules", Set.of("NamePrefix"), this::listRules);
        operation("EnableRule", Set.of("Name"), (input, context) -> enable(input, context, true));
        operation("DisableRule", Set.of("Name"), (input, context) -> enable(input, context, false));
        operation("PutTargets", Set.of("Rule", "Targets"), this::putTargets);
        operation("ListTargetsByRule", Set.of("Rule"), this::listTargets);
        operation("PutEvents", Set.of("Entries"), this::putEvents);
    }

    /** Takes an event to a target without making the caller wait. */
    @FunctionalInterface
    public interface Delivery {
        void deliver(String targetArn, String event);
    }

    /** Does something in a Region after each period, until it answers that it is no longer wanted. */
    @FunctionalInterface
    public interface Scheduler {
        void every(String region, Duration period, String name, Predicate<Instant> firing);
    }

    @Override
    public String signingName() {
        return "events";
    }

    /** Puts a rule with one target into the world. */
    public void addRule(String region, String name, String pattern, String targetArn) {
        Rule rule = new Rule(name, Rule.Trigger.matching(pattern), "");
        rule.targets().put("target", new Rule.Target(targetArn, Optional.empty()));
        inRegion(region).put(name, rule);
    }

    /**
     * Puts a rule with a schedule and one target into the world.
     *
     * @param schedule like {@code rate(1 minute)}
     * @param input what the target gets instead of the event
     */
    public void addSchedule(
            CallContext creator, String name, String schedule, String targetArn, Optional<String> input) {
        Rule rule = new Rule(name, Rule.Trigger.scheduled(schedule), "");
        rule.targets().put("target", new Rule.Target(targetArn, input));
        inRegion(creator.region()).put(name, rule);
        start(rule, creator);
    }

    private void start(Rule rule, CallContext context) {
        rule.trigger()
                .rate()
                .ifPresent(rate -> scheduler.every(
                        context.region(), rate, "schedule " + rule.name(), now -> fire(rule, context, now)));
    }

    /** Fires a schedule, unless the rule has been replaced, which ends it. */
    private boolean fire(Rule rule, CallContext context, Instant now) {
        if (inRegion(context.region()).get(rule.name()) != rule) {
            return false;
        }
        if (rule.isEnabled()) {
            ObjectNode event = object().put("version", "0")
                    .put("id", identifiers.uuid())
                    .put("detail-type", "Scheduled Event")
                    .put("source", "aws.events")
                    .put("account", context.account())
                    .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("region", context.region());
            event.putArray("resources").add(arn(rule, context));
            event.putObject("detail");
            deliver(rule, event);
        }
        return true;
    }

    private void deliver(Rule rule, ObjectNode event) {
        rule.targets()
                .values()
                .forEach(target -> delivery.deliver(target.arn(), target.input().orElseGet(event::toString)));
    }

    /** Delivers an event to every enabled rule of a Region that it matches, as the services' own events are. */
    public void publish(String region, ObjectNode event) {
        inRegion(region).values().stream()
                .filter(rule -> rule.isEnabled() && rule.trigger().takes(event))
                .forEach(rule -> deliver(rule, event));
    }

    /** Delivers an event that came from another Region's bus. */
    public void publish(String region, String event) {
        try {
            publish(region, (ObjectNode) JSON.readTree(event));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not an event: " + event, e);
        }
    }

    private Map<String, Rule> inRegion(String region) {
        return rules.computeIfAbsent(region, name -> new TreeMap<>());
    }

    private ObjectNode putRule(JsonParameters input, CallContext context) {
        String name = input.required("Name");
        Rule.Trigger trigger = Rule.Trigger.of(input.text("EventPattern"), input.text("ScheduleExpression"));
        Rule rule = new Rule(name, trigger, input.text("Description").orElse(""));
        Rule before = inRegion(context.region()).put(name, rule);
        if (before != null) {
            rule.targets().putAll(before.targets());
        }
        rule.enable(!input.text("State").orElse("ENABLED").equals("DISABLED"));
        start(rule, context);
        return object().put("RuleArn", arn(rule, context));
    }

    private ObjectNode describeRule(JsonParameters input, CallContext context) {
        return described(named(input.required("Name"), context), context);
    }

    private ObjectNode listRules(JsonParameters input, CallContext context) {
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("Rules");
        String prefix = input.text("NamePrefix").orElse("");
        inRegion(context.region()).values().stream()
                .filter(rule -> rule.name().startsWith(prefix))
                .forEach(rule -> list.add(described(rule, context)));
        return answer;
    }

    private ObjectNode enable(JsonParameters input, CallContext context, boolean enabled) {
        named(input.required("Name"), context).enable(enabled);
        return object();
    }

    private ObjectNode putTargets(JsonParameters input, CallContext context) {
        Rule rule = named(input.required("Rule"), context);
        for (JsonParameters target : input.structures("Targets")) {
            target.only("Target", Set.of("Id", "Arn", "Input"));
            rule.targets().put(target.required("Id"), new Rule.Target(target.required("Arn"), target.text("Input")));
        }
        ObjectNode answer = object().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private ObjectNode listTargets(JsonParameters input, CallContext context) {
        Rule rule = named(input.required("Rule"), context);
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("Targets");
        rule.targets().forEach((id, target) -> {
            ObjectNode described = list.addObject().put("Id", id).put("Arn", target.arn());
            target.input().ifPresent(constant -> described.put("Input", constant));
        });
        return answer;
    }

    private ObjectNode putEvents(JsonParameters input, CallContext context) {
        ObjectNode answer = object();
        ArrayNode entries = answer.putArray("Entries");
        int failed = 0;
        for (JsonNode entry : input.list("Entries")) {
            String source = entry.path("Source").asText("");
            if (source.isEmpty() || source.startsWith("aws.")) {
                failed++;
                entries.addObject()
                        .put("ErrorCode", "NotAuthorizedForSourceException")
                        .put("ErrorMessage", "Not authorized for the source.");
            } else {
                ObjectNode event = envelope(entry, context);
                entries.addObject().put("EventId", event.get("id").asText());
                publish(context.region(), event);
            }
        }
        return answer.put("FailedEntryCount", failed);
    }

    private ObjectNode envelope(JsonNode entry, CallContext context) {
        ObjectNode event = object().put("version", "0")
                .put("id", identifiers.uuid())
                .put("detail-type", entry.path("DetailType").asText(""))
                .put("source", entry.path("Source").asText(""))
                .put("account", context.account())
                .put("time", context.now().toString())
                .put("region", context.region());
        event.set("resources", entry.path("Resources").isArray() ? entry.get("Resources") : event.arrayNode());
        try {
            event.set("detail", JSON.readTree(entry.path("Detail").asText("{}")));
        } catch (JacksonException e) {
            throw AwsError.badRequest("MalformedDetail", "Detail is malformed.");
        }
        return event;
    }

    private Rule named(String name, CallContext context) {
        Rule rule = inRegion(context.region()).get(name);
        if (rule == null) {
            throw AwsError.badRequest(
                    "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default.");
        }
        return rule;
    }

    private static ObjectNode described(Rule rule, CallContext context) {
        ObjectNode described = object().put("Name", rule.name()).put("Arn", arn(rule, context));
        rule.trigger().describe(described);
        return described
                .put("State", rule.isEnabled() ? "ENABLED" : "DISABLED")
                .put("Description", rule.description())
                .put("EventBusName", "default");
    }

    private static String arn(Rule rule, CallContext context) {
        return context.arn("events", "rule/" + rule.name());
    }
}

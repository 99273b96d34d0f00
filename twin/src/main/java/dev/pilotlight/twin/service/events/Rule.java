package dev.pilotlight.twin.service.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule on a bus, with its targets by their ids. */
final class Rule {
    private final String name;
    private final Trigger trigger;
    private final String description;
    private final Map<String, Target> targets = new TreeMap<>();
    private boolean enabled = true;

    Rule(String name, Trigger trigger, String description) {
        this.name = name;
        this.trigger = trigger;
        this.description = description;
    }

    /** @param input what it gets instead of the event */
    record Target(String arn, Optional<String> input) {}

    /**
     * When a rule acts: for events that fit, regularly, or both.
     *
     * @param schedule as it was written
     * @see <a
     *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedules</a>
     */
    record Trigger(Optional<EventPattern> pattern, Optional<String> schedule, Optional<Duration> rate) {
        private static final Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,5}) (second|minute|hour|day)s?\\)");

        static Trigger matching(String pattern) {
            return of(Optional.of(pattern), Optional.empty());
        }

        static Trigger scheduled(String schedule) {
            return of(Optional.empty(), Optional.of(schedule));
        }

        static Trigger of(Optional<String> pattern, Optional<String> schedule) {
            if (pattern.isEmpty() && schedule.isEmpty()) {
                throw AwsError.badRequest(
                        "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.");
            }
            return new Trigger(pattern.map(EventPattern::parse), schedule, schedule.map(Trigger::rate));
        }

        /** AWS knows no seconds; a demonstration that shortens every other period has them here too. */
        private static Duration rate(String schedule) {
            Matcher rate = RATE.matcher(schedule);
            if (!rate.matches()) {
                throw AwsError.badRequest(
                        "ValidationException",
                        "Parameter ScheduleExpression is not valid; the twin models rate(...) only.");
            }
            long number = Long.parseLong(rate.group(1));
            return switch (rate.group(2)) {
                case "second" -> Duration.ofSeconds(number);
                case "minute" -> Duration.ofMinutes(number);
                case "hour" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }

        boolean takes(JsonNode event) {
            return pattern.filter(wanted -> wanted.matches(event)).isPresent();
        }

        void describe(ObjectNode rule) {
            pattern.ifPresent(wanted -> rule.put("EventPattern", wanted.toString()));
            schedule.ifPresent(written -> rule.put("ScheduleExpression", written));
        }
    }

    String name() {
        return name;
    }

    Trigger trigger() {
        return trigger;
    }

    String description() {
        return description;
    }

    Map<String, Target> targets() {
        return targets;
    }

    boolean isEnabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }
}

package dev.pilotlight.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * One call of a step.
 *
 * @param plan the run's pinned plan, already checked against the run's digest; on its way home when the argument
 *     {@code home} says so
 * @param since when this step was first entered in this run
 * @param now the time of this call
 * @param arguments the whole input; the step's own fields stand beside {@code run}, {@code since} and {@code plan}
 */
public record StepRequest(Run run, Plan plan, Instant since, Instant now, ObjectNode arguments) {
    public StepRequest {
        requireNonNull(run);
        requireNonNull(plan);
        requireNonNull(since);
        requireNonNull(now);
        requireNonNull(arguments);
    }

    /** How long this step has been going on; never negative, whatever the clocks say. */
    public Duration elapsed() {
        Duration elapsed = Duration.between(since, now);
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /**
     * An argument that must be there.
     *
     * @throws BrokenInputException when the argument is missing or not a text
     */
    public String text(String name) {
        JsonNode value = arguments.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BrokenInputException(name + ": the step needs a text here and found " + form(value)
                    + "; the state machine must pass it");
        }
        return value.textValue();
    }

    /**
     * An argument that may be left out, or be empty.
     *
     * @throws BrokenInputException when the argument is there and not a text
     */
    public Optional<String> optionalText(String name) {
        JsonNode value = arguments.path(name);
        boolean left = value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank());
        return left ? Optional.empty() : Optional.of(text(name));
    }

    /**
     * A whole number, or another one when it was left out.
     *
     * @throws BrokenInputException when the argument is there and not a whole number
     */
    public int number(String name, int otherwise) {
        JsonNode value = arguments.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.canConvertToInt() || !value.canConvertToExactIntegral()) {
            throw new BrokenInputException(name + ": the step needs a whole number here and found " + form(value)
                    + "; the state machine must pass it");
        }
        return value.intValue();
    }

    /**
     * Whether the argument is there and true.
     *
     * @throws BrokenInputException when the argument is there and neither true nor false
     */
    public boolean flag(String name) {
        JsonNode value = arguments.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw new BrokenInputException(name + ": the step needs true or false here and found " + form(value)
                    + "; the state machine must pass it");
        }
        return value.asBoolean(false);
    }

    /**
     * A time that must be there.
     *
     * @throws BrokenInputException when the argument is missing or not a time like 2026-01-01T00:00:00Z
     */
    public Instant time(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw new BrokenInputException(name + ": not a time; write it like 2026-01-01T00:00:00Z", notATime);
        }
    }

    /**
     * The tier that the argument {@code tier} names.
     *
     * @throws BrokenInputException when the argument is missing or the plan has no such tier
     */
    public Tier tier() {
        return plan.tier(text("tier"))
                .orElseThrow(
                        () -> new BrokenInputException("tier: the plan has no tier of this name; pass one it has"));
    }

    private static String form(JsonNode value) {
        return value.isMissingNode()
                ? "nothing"
                : value.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}

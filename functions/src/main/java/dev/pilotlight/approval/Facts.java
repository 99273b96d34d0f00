package dev.pilotlight.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What other steps of this run have answered, by the name of the fact: {@code recoveryRegion}, {@code staticSites},
 * {@code lags} (an answer for each database), and whatever else was looked at. A fact that is not there speaks against
 * promoting.
 *
 * @param answers an object whose values are answers of steps, or lists of them
 */
public record Facts(JsonNode answers) {

    /** Why a fact that must be there does not hold; empty when it does. */
    Optional<Refused> against(String name, Guard guard) {
        List<JsonNode> found = list(name);
        return found.isEmpty()
                ? Optional.of(absent(guard, name))
                : found.stream()
                        .flatMap(answer -> refusal(answer, guard, name).stream())
                        .findFirst();
    }

    /** Why a fact about one database does not hold; empty when it does. */
    Optional<Refused> againstDatabase(String name, Guard guard, String database) {
        List<JsonNode> found = list(name);
        Optional<Refused> refusal = found.stream()
                .flatMap(answer -> refusal(answer, guard, name).stream())
                .findFirst();
        boolean holds = found.stream()
                .anyMatch(answer ->
                        database.equals(answer.path("evidence").path("database").asText()));
        return refusal.isPresent() || holds ? refusal : Optional.of(absent(guard, name + " of " + database));
    }

    /** Why one of the other facts does not hold. */
    Optional<Refused> againstOthers(List<String> known) {
        return answers.propertyStream()
                .filter(field -> !known.contains(field.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(field -> list(field.getKey()).stream()
                        .flatMap(answer -> refusal(answer, Guard.SITE_UNHEALTHY, field.getKey()).stream()))
                .findFirst();
    }

    /** Whether a method of fencing could work, as far as was seen. */
    boolean fencePossible() {
        return answers.path("fence").path("evidence").path("possible").asBoolean(false);
    }

    /** What stands in the way of the methods that cannot work, in words. */
    String fenceObstacles() {
        JsonNode obstacles = answers.path("fence").path("evidence").path("obstacles");
        return obstacles.isEmpty() ? "no method was seen to work" : obstacles.toString();
    }

    private List<JsonNode> list(String name) {
        JsonNode fact = answers.path(name);
        if (fact.isMissingNode() || fact.isNull()) {
            return List.of();
        }
        return fact.isArray() ? fact.valueStream().toList() : List.of(fact);
    }

    private static Optional<Refused> refusal(JsonNode answer, Guard otherwise, String name) {
        return switch (answer.path("outcome").asText()) {
            case "done" -> Optional.empty();
            case "refused", "failed" ->
                Optional.of(new Refused(
                        guard(answer.path("guard").asText(), otherwise),
                        answer.path("why").asText(name),
                        answer.path("remedy").asText("look at " + name)));
            default -> Optional.of(absent(otherwise, name));
        };
    }

    private static Guard guard(String name, Guard otherwise) {
        return Stream.of(Guard.values())
                .filter(guard -> guard.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }

    private static Refused absent(Guard guard, String name) {
        return new Refused(
                guard,
                name + " has no answer in this run",
                "look at the state that checks it, then start the failover again");
    }
}

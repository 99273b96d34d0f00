package dev.pilotlight.witness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.Control;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SignalSource.HttpSignal;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a witness is told to look at, each time anew, by the schedule that calls it.
 *
 * @param plan for which plan it reports
 * @param target its own name in that plan, what it looks at, and which status passes
 * @param control what must answer, or its own network is the suspect
 */
record Assignment(PlanName plan, HttpSignal target, Control control) {
    private static final Set<String> FIELDS = Set.of("plan", "witness", "url", "passes", "control");

    /**
     * An assignment as the schedule writes it.
     *
     * @throws RefusedException with {@link Guard#INVALID_INPUT} that says what is wrong with it
     */
    static Assignment read(JsonNode event) {
        Set<String> found = new TreeSet<>();
        event.fieldNames().forEachRemaining(found::add);
        if (!found.equals(FIELDS)
                || found.stream().anyMatch(name -> !event.path(name).isTextual())) {
            throw refused("it does not have exactly the texts " + new TreeSet<>(FIELDS));
        }
        try {
            return new Assignment(
                    new PlanName(event.path("plan").textValue()),
                    new HttpSignal(
                            event.path("witness").textValue(),
                            url(event, "url"),
                            event.path("passes").textValue()),
                    new Control(url(event, "control")));
        } catch (IllegalArgumentException malformed) {
            throw refused(String.valueOf(malformed.getMessage()));
        }
    }

    private static URI url(JsonNode event, String name) {
        try {
            return new URI(event.path(name).textValue());
        } catch (URISyntaxException malformed) {
            // Its message would quote the whole text.
            throw new IllegalArgumentException(name + " is not a URL", malformed);
        }
    }

    private static RefusedException refused(String why) {
        return new RefusedException(
                Guard.INVALID_INPUT,
                "the assignment: " + why,
                "deploy trigger/witness.yaml again, whose schedule writes it");
    }
}

package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Plans in memory, every version of them. */
public final class InMemoryPlans implements Plans {
    private final TreeMap<PlanName, List<JsonNode>> versions = new TreeMap<>();

    public InMemoryPlans(Plan... plans) {
        for (Plan plan : plans) {
            store(plan.plan(), PlanWriter.write(plan));
        }
    }

    /** Stores another version, valid or not. */
    public void store(PlanName name, JsonNode document) {
        versions.computeIfAbsent(name, absent -> new ArrayList<>()).add(document.deepCopy());
    }

    @Override
    public List<PlanName> names() {
        return List.copyOf(versions.keySet());
    }

    @Override
    public Optional<Stored> newest(PlanName plan) {
        return version(plan, "v" + versions.getOrDefault(plan, List.of()).size());
    }

    @Override
    public Optional<Stored> version(PlanName plan, String version) {
        List<JsonNode> all = versions.getOrDefault(plan, List.of());
        int number = Integer.parseInt(version.substring(1));
        return number < 1 || number > all.size()
                ? Optional.empty()
                : Optional.of(new Stored(version, all.get(number - 1)));
    }
}

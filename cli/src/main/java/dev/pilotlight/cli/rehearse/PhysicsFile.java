package dev.pilotlight.cli.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.plan.Durations;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.twin.physics.Physics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long things take in somebody's own world: an object whose fields are durations like {@code 300s}. What is not
 * named stays as it is.
 */
public final class PhysicsFile {
    private static final Map<String, Change> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("promotion", (physics, span) -> physics.withDatabase(database -> database.withPromotion(span)));
        FIELDS.put("switchover", (physics, span) -> physics.withDatabase(database -> database.withSwitchover(span)));
        FIELDS.put(
                "statusLag",
                (physics, span) -> physics.withDatabase(
                        database -> database.withLags(span, database.membershipLag(), database.endpointLag())));
        FIELDS.put(
                "membershipLag",
                (physics, span) -> physics.withDatabase(
                        database -> database.withLags(database.statusLag(), span, database.endpointLag())));
        FIELDS.put(
                "replicationLag",
                (physics, span) -> physics.withDatabase(database -> database.withReplicationLag(span)));
        FIELDS.put(
                "resynchronisation",
                (physics, span) -> physics.withDatabase(
                        database -> database.withBuilding(database.instanceCreation(), span, database.snapshot())));
        FIELDS.put(
                "restoration",
                (physics, span) ->
                        physics.withDatabase(database -> database.withRestoration(span, database.deletion())));
        FIELDS.put("deletion", (physics, span) -> physics.withDatabase(database -> database.withDeletion(span)));
        FIELDS.put("pending", (physics, span) -> physics.withCompute(compute -> compute.withPending(span)));
        FIELDS.put("boot", (physics, span) -> physics.withCompute(compute -> compute.withBoot(span)));
        FIELDS.put("checks", (physics, span) -> physics.withCompute(compute -> compute.withChecks(span)));
        FIELDS.put("shutdown", (physics, span) -> physics.withCompute(compute -> compute.withShutdown(span)));
        FIELDS.put("imageCreation", (physics, span) -> physics.withImages(images -> images.withCreation(span)));
        FIELDS.put("imageCopy", (physics, span) -> physics.withImages(images -> images.withCopy(span)));
    }

    private PhysicsFile() {}

    /** What one field changes. */
    private interface Change {
        Physics apply(Physics physics, Duration span);
    }

    /**
     * The physics with what a file says in the places of its fields.
     *
     * @throws WrongInputException when a field is unknown or no duration
     */
    public static Physics read(Path file, Physics base) {
        ObjectNode document = PlanFile.read(file);
        Physics physics = base;
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            Change change = FIELDS.get(field.getKey());
            if (change == null) {
                throw new WrongInputException(field.getKey() + " is no field of a physics file; there are "
                        + String.join(", ", FIELDS.keySet()));
            }
            physics = change.apply(physics, duration(field.getKey(), field.getValue()));
        }
        return physics;
    }

    private static Duration duration(String field, JsonNode value) {
        try {
            return Durations.parse(value.asText());
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(field + " is '" + value.asText() + "'; write a duration like 300s");
        }
    }
}

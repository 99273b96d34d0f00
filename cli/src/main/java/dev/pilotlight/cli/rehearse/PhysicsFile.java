package dev.pilotlight.cli.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.plan.Durations;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.twin.physics.Physics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How long things take in somebody's own world: {@code promotion}, {@code statusLag}, {@code membershipLag},
 * {@code replicationLag}, {@code boot}, {@code checks}, {@code imageCreation}, {@code imageCopy}, each a duration like
 * {@code 300s}. What is not named stays as it is.
 */
public final class PhysicsFile {
    private PhysicsFile() {}

    /**
     * The physics with what a file says in the places of its fields.
     *
     * @throws WrongInputException when a field is unknown or no duration
     */
    public static Physics read(Path file, Physics base) {
        ObjectNode document = PlanFile.read(file);
        Physics physics = base;
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            physics = with(physics, field.getKey(), duration(field.getKey(), field.getValue()));
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

    private static Physics with(Physics physics, String field, Duration span) {
        return switch (field) {
            case "promotion" -> physics.withDatabase(database -> database.withPromotion(span));
            case "replicationLag" -> physics.withDatabase(database -> database.withReplicationLag(span));
            case "statusLag" ->
                physics.withDatabase(
                        database -> database.withLags(span, database.membershipLag(), database.endpointLag()));
            case "membershipLag" ->
                physics.withDatabase(database -> database.withLags(database.statusLag(), span, database.endpointLag()));
            case "boot" -> physics.withCompute(compute -> compute.withBoot(span));
            case "checks" -> physics.withCompute(compute -> compute.withChecks(span));
            case "imageCreation" -> physics.withImages(images -> images.withCreation(span));
            case "imageCopy" -> physics.withImages(images -> images.withCopy(span));
            default ->
                throw new WrongInputException(field + " is no field of a physics file; there are promotion, statusLag, "
                        + "membershipLag, replicationLag, boot, checks, imageCreation and imageCopy");
        };
    }
}

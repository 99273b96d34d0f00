package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plan as people write it: YAML, of which JSON is a part. */
public final class PlanFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private PlanFile() {}

    /**
     * Reads a plan without judging it; that is up to the plan's own reader.
     *
     * @throws IllegalArgumentException when the file is no YAML or JSON object
     */
    public static ObjectNode read(Path file) {
        try {
            JsonNode plan = YAML.readTree(Files.readString(file));
            if (plan instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(file + " holds no object; write the plan's fields into it");
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is not valid YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plan " + file, e);
        }
    }
}

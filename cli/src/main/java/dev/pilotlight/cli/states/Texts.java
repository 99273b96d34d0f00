package dev.pilotlight.cli.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.WrongInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a command was given, and says in one sentence what cannot be read. */
final class Texts {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Texts() {}

    static String of(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongInputException("The file " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** A JSON value written out, or {@code @FILE} for one in a file. */
    static JsonNode json(String option, String text) {
        String json = text.startsWith("@") ? of(Path.of(text.substring(1))) : text;
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new WrongInputException(option + " is not JSON: " + e.getOriginalMessage());
        }
    }
}

package dev.pilotlight.twin.live;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an instance is started from its image: the file {@code launch.json} in the image's root, which takes the part of
 * the services a machine starts when it boots.
 *
 * @param command the program and its arguments; <code>${java}</code> and <code>${port}</code> stand for the Java
 *     program and the port to listen on
 * @param environment variables of the process, with the same placeholders
 * @param health the path that answers 200 when the instance serves
 */
record LaunchDescriptor(List<String> command, Map<String, String> environment, String health) {
    static final String FILE = "launch.json";

    LaunchDescriptor {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || !health.startsWith("/")) {
            throw new IllegalArgumentException("\"command\" must name a program and \"health\" begin with a slash");
        }
    }

    /**
     * Reads the descriptor of an unpacked image.
     *
     * @throws CorruptImageException when it is missing or not valid
     */
    static LaunchDescriptor read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return new ObjectMapper().readValue(Files.readString(file), LaunchDescriptor.class);
        } catch (JacksonException e) {
            throw new CorruptImageException(file + " is not valid: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CorruptImageException("the image holds no readable " + FILE + ": " + e);
        }
    }

    List<String> command(Path java, int port) {
        return command.stream().map(word -> fill(word, java, port)).toList();
    }

    Map<String, String> environment(Path java, int port) {
        Map<String, String> filled = new LinkedHashMap<>();
        environment.forEach((key, value) -> filled.put(key, fill(value, java, port)));
        return filled;
    }

    private static String fill(String text, Path java, int port) {
        return text.replace("${java}", java.toString()).replace("${port}", Integer.toString(port));
    }
}

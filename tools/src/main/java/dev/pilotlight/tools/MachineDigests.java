package dev.pilotlight.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps what the functions know of the state machines they belong to: a digest of each, packed with them, with which
 * the readiness checks compare what is deployed. How a digest is made, {@code dev.pilotlight.readiness.MachineDigest}
 * says; a test holds both against each other.
 */
final class MachineDigests {
    private static final String ENDING = ".asl.json";
    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([A-Za-z]+)FunctionArn}");
    private static final Pattern SPACE_OR_TEXT = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|\\s+");

    private final Path root;

    MachineDigests(Path root) {
        this.root = root;
    }

    /** Where they are kept. */
    Path file() {
        return root.resolve("functions/src/main/resources/machines.properties");
    }

    /** Whether the file says what it should; when it is to be applied, it does so afterwards. */
    boolean isCurrent(boolean apply) throws IOException {
        String wanted = digests();
        boolean current = Files.exists(file()) && Files.readString(file()).equals(wanted);
        if (!current && apply) {
            Files.writeString(file(), wanted);
        }
        return current;
    }

    private String digests() throws IOException {
        StringBuilder text =
                new StringBuilder("# Renewed by ./pilotlight format: what each state machine does, as one number.\n");
        try (Stream<Path> files = Files.list(root.resolve("statemachine"))) {
            List<Path> machines = files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
            for (Path machine : machines) {
                String name = machine.getFileName().toString();
                text.append(name, 0, name.length() - ENDING.length())
                        .append('=')
                        .append(digest(Files.readString(machine)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String digest(String definition) {
        String plain = FUNCTION.matcher(definition).replaceAll("$1");
        String dense = SPACE_OR_TEXT
                .matcher(plain)
                .replaceAll(match -> match.group(1) == null ? "" : Matcher.quoteReplacement(match.group(1)));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(dense.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

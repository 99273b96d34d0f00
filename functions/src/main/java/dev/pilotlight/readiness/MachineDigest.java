package dev.pilotlight.readiness;

import dev.pilotlight.plan.Digests;
import dev.pilotlight.step.BrokenConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a state machine does, as one number: the same for its file in the repository and for what was deployed from it,
 * although functions have other names there, and whatever the white space.
 */
public final class MachineDigest {
    private static final Pattern SPACE_OR_TEXT = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|\\s+");

    /** As the file names a function. */
    private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z]+)FunctionArn}");

    /** As CloudFormation does: stack, logical id and twelve characters of its own; a twin has the short name only. */
    private static final Pattern DEPLOYED = Pattern.compile(
            "arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:(?:[A-Za-z0-9-]*-)??([A-Za-z]+?)(?:Function-[A-Za-z0-9]+)?(?=[^A-Za-z0-9-]|$)");

    private MachineDigest() {}

    /**
     * The digest of a definition.
     *
     * @param definition as the file or {@code DescribeStateMachine} gives it
     */
    public static String of(String definition) {
        String plain =
                DEPLOYED.matcher(NAMED.matcher(definition).replaceAll("$1")).replaceAll("$1");
        String dense = SPACE_OR_TEXT
                .matcher(plain)
                .replaceAll(match -> match.group(1) == null ? "" : Matcher.quoteReplacement(match.group(1)));
        return Digests.sha256(dense.getBytes(StandardCharsets.UTF_8));
    }

    /** The digests of the machines that the software was built with, by their names. */
    static SortedMap<String, String> built() {
        Properties properties = new Properties();
        try (InputStream file = MachineDigest.class.getResourceAsStream("/machines.properties")) {
            if (file == null) {
                throw new BrokenConfigurationException(
                        "machines.properties is not packed with the function; build it again");
            }
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        SortedMap<String, String> digests = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> digests.put(name, properties.getProperty(name, "")));
        return Collections.unmodifiableSortedMap(digests);
    }
}

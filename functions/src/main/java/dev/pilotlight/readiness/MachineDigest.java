package dev.pilotlight.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.plan.CanonicalJson;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.step.BrokenConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a state machine does, as one number: the same for its file in the repository and for what was deployed from it,
 * although functions have other names there, and whatever the white space.
 */
public final class MachineDigest {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

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
        String plain = DEPLOYED.matcher(NAMED.matcher(definition).replaceAll("$1")).replaceAll("$1");
        try {
            JsonNode json = READER.readTree(plain);
            return Digests.sha256(CanonicalJson.write(json).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException unreadable) {
            throw new BrokenConfigurationException("the definition of a state machine is not JSON", unreadable);
        }
    }

    /** The digests of the machines that the software was built with, by their names. */
    static SortedMap<String, String> built() {
        SortedMap<String, String> digests = new TreeMap<>();
        try (InputStream file = MachineDigest.class.getResourceAsStream("/machines.json")) {
            if (file == null) {
                throw new BrokenConfigurationException("machines.json is not packed with the function; build it again");
            }
            READER.readTree(file)
                    .properties()
                    .forEach(entry -> digests.put(entry.getKey(), entry.getValue().asText()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Collections.unmodifiableSortedMap(digests);
    }
}

package dev.pilotlight.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkout whose machines and plan are used.
 *
 * @param root where template.yaml lies
 */
public record Repository(Path root) {
    /** The shipped state machines. */
    public static final List<String> MACHINES =
            List.of("failover", "failback", "retire-old-data", "sync-images", "drill", "evacuate", "readiness");

    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([A-Za-z]+)FunctionArn}");

    public Repository {
        if (!Files.exists(root.resolve("template.yaml"))) {
            throw new IllegalArgumentException(root + " is not a checkout of Pilot Light: it has no template.yaml");
        }
    }

    /** The checkout that a folder lies in. */
    public static Repository around(Path folder) {
        for (Path candidate = folder.toAbsolutePath(); candidate != null; candidate = candidate.getParent()) {
            if (Files.exists(candidate.resolve("template.yaml"))) {
                return new Repository(candidate);
            }
        }
        throw new IllegalArgumentException(folder + " does not lie in a checkout of Pilot Light");
    }

    /** The walk-through's plan. */
    public Path plan() {
        return root.resolve("workload").resolve("plan.yaml");
    }

    /**
     * A shipped state machine, with the ARNs of the functions put in as the deployment does.
     *
     * @param arnPrefix what stands before a function's name in its ARN
     */
    public String machine(String name, String arnPrefix) {
        Path file = root.resolve("statemachine").resolve(name + ".asl.json");
        try {
            return FUNCTION.matcher(Files.readString(file))
                    .replaceAll(match -> Matcher.quoteReplacement(arnPrefix + match.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state machine " + file, e);
        }
    }
}

package dev.pilotlight.cli.demo;

import dev.pilotlight.cli.WrongInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a person can say to the demo. */
final class DemoOptions {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)");

    @Option(
            names = "--replication-lag",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description =
                    "How long the replication stream travels between the Regions, for example 2s; orders on their way"
                            + " when the disaster strikes are lost, and counted (default: ${DEFAULT-VALUE}).")
    private String replicationLag = "0s";

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "The plan's window: how long the outage must last (default: ${DEFAULT-VALUE}).")
    private String window = "5s";

    @Option(
            names = "--disaster",
            paramLabel = "WHAT",
            defaultValue = "application",
            description =
                    "What fails: application (its servers and databases, and EC2, RDS and S3 of us-east-1), or region"
                            + " (all of us-east-1 with its alarms and events; a witness in us-east-2 tells) (default:"
                            + " ${DEFAULT-VALUE}).")
    private String disaster = "application";

    @Option(
            names = "--strategy",
            paramLabel = "HOW",
            defaultValue = "detach",
            description =
                    "How the database is promoted: detach, or managed, after which the old primary rejoins by itself"
                            + " (default: ${DEFAULT-VALUE}).")
    private String strategy = "detach";

    @Option(
            names = "--story",
            paramLabel = "HOW MUCH",
            defaultValue = "failover",
            description =
                    "How much is told: failover, or full, which goes on to the repair of us-east-1 and the way home"
                            + " (default: ${DEFAULT-VALUE}).")
    private String story = "failover";

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the summary to this file as one object.")
    private @Nullable Path json;

    /**
     * Reads every option, so that a wrong one is refused before anything is started.
     *
     * @throws WrongInputException that names the first wrong option
     */
    DemoOptions checked() {
        replicationLag();
        window();
        strategy();
        tellsEverything();
        return this;
    }

    Duration replicationLag() {
        return duration("--replication-lag", replicationLag);
    }

    Duration window() {
        Duration duration = duration("--window", window);
        if (duration.toMillis() % 1000 != 0 || duration.isZero()) {
            throw new WrongInputException("--window is '" + window + "'; give at least 1s, in whole seconds");
        }
        return duration;
    }

    /** As the plan writes it. */
    String strategy() {
        if (!strategy.equals("detach") && !strategy.equals("managed")) {
            throw new WrongInputException("--strategy is '" + strategy + "'; write detach or managed");
        }
        return strategy;
    }

    /** Whether the story goes on until the application is home again. */
    boolean tellsEverything() {
        return switch (story) {
            case "failover" -> false;
            case "full" -> true;
            default -> throw new WrongInputException("--story is '" + story + "'; write failover or full");
        };
    }

    Disaster disaster() {
        return switch (disaster) {
            case "application" -> Disaster.APPLICATION;
            case "region" -> Disaster.REGION;
            default -> throw new WrongInputException("--disaster is '" + disaster + "'; write application or region");
        };
    }

    Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    private static Duration duration(String option, String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new WrongInputException(option + " is '" + text + "'; write a duration like 500ms, 2s or 1m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}

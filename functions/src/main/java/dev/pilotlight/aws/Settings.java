package dev.pilotlight.aws;

import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.TopicArn;
import dev.pilotlight.step.BrokenConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the deployment told a function.
 *
 * @param account the account it is deployed in
 * @param region the Region it runs in: the plans' recovery Region, or a third one for a witness
 * @param table the journal's table
 * @param bucket the bucket of plans and reports
 * @param topic the ARN of the topic for notifications
 * @param stateMachines the ARN of each state machine by its name, like {@code failover}; sorted by name
 * @param approvers the ARNs of the users and roles that may answer questions; nobody named leaves it to IAM
 * @param upkeep what only the readiness checks want to know
 */
public record Settings(
        AccountId account,
        RegionName region,
        String table,
        String bucket,
        String topic,
        Map<String, String> stateMachines,
        List<String> approvers,
        Upkeep upkeep) {
    /** The name of the state machine that StartFailover starts. */
    public static final String FAILOVER = "failover";

    /** The name of the state machine that StartImageSync starts. */
    public static final String SYNC_IMAGES = "sync-images";

    /** The name of the state machine that SweepDrills starts. */
    public static final String DRILL = "drill";

    public Settings {
        stateMachines = Collections.unmodifiableMap(new TreeMap<>(stateMachines));
        approvers = List.copyOf(approvers);
    }

    /**
     * How the deployment is kept.
     *
     * @param armed whether an alarm may start a failover
     * @param emergencyRole the name of the role with which people work when their usual way in is gone; empty for none
     */
    public record Upkeep(boolean armed, String emergencyRole) {
        static final Upkeep NONE = new Upkeep(false, "");
    }

    /** Settings that name nobody who may answer. */
    public Settings(
            AccountId account,
            RegionName region,
            String table,
            String bucket,
            String topic,
            Map<String, String> stateMachines) {
        this(account, region, table, bucket, topic, stateMachines, List.of(), Upkeep.NONE);
    }

    /**
     * The settings that template.yaml writes into a function's environment.
     *
     * @throws BrokenConfigurationException that names every variable which is missing or malformed
     */
    static Settings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        AccountId account = variables.read("PILOT_LIGHT_ACCOUNT", AccountId::new);
        RegionName region = variables.read("AWS_REGION", RegionName::new);
        String table = variables.read("PILOT_LIGHT_TABLE", text -> text);
        String bucket = variables.read("PILOT_LIGHT_BUCKET", text -> text);
        String topic = variables.read("PILOT_LIGHT_TOPIC", text -> new TopicArn(text).value());
        if (account == null || region == null || table == null || bucket == null || topic == null) {
            throw variables.broken();
        }
        Map<String, String> machines = new TreeMap<>();
        Optional.ofNullable(environment.get("PILOT_LIGHT_FAILOVER_MACHINE"))
                .ifPresent(arn -> machines.put(FAILOVER, arn));
        Optional.ofNullable(environment.get("PILOT_LIGHT_SYNC_IMAGES_MACHINE"))
                .ifPresent(arn -> machines.put(SYNC_IMAGES, arn));
        Optional.ofNullable(environment.get("PILOT_LIGHT_DRILL_MACHINE")).ifPresent(arn -> machines.put(DRILL, arn));
        return new Settings(
                account,
                region,
                table,
                bucket,
                topic,
                machines,
                approvers(environment.getOrDefault("PILOT_LIGHT_APPROVERS", "")),
                new Upkeep(
                        environment.getOrDefault("PILOT_LIGHT_ARMED", "no").equals("yes"),
                        environment.getOrDefault("PILOT_LIGHT_EMERGENCY_ROLE", "")));
    }

    private static List<String> approvers(String arns) {
        return Arrays.stream(arns.split(",", -1))
                .map(String::strip)
                .filter(arn -> !arn.isEmpty())
                .toList();
    }

    /**
     * The settings that trigger/witness.yaml writes into the witness's environment; it knows neither bucket nor topic.
     *
     * @throws BrokenConfigurationException that names every variable which is missing or malformed
     */
    static Settings ofWitness(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        AccountId account = variables.read("PILOT_LIGHT_ACCOUNT", AccountId::new);
        RegionName region = variables.read("AWS_REGION", RegionName::new);
        String table = variables.read("PILOT_LIGHT_TABLE", text -> text);
        if (account == null || region == null || table == null) {
            throw variables.broken();
        }
        return new Settings(account, region, table, "", "", Map.of());
    }

    /** The Region of the witness's table, which is another one than its own. */
    static RegionName recoveryRegion(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        RegionName region = variables.read("PILOT_LIGHT_RECOVERY_REGION", RegionName::new);
        if (region == null) {
            throw variables.broken();
        }
        return region;
    }

    /** Variables by name, and what is wrong with them. */
    private static final class Variables {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Variables(Map<String, String> environment) {
            this.environment = environment;
        }

        <T> @Nullable T read(String name, Function<String, T> parse) {
            String text = environment.getOrDefault(name, "");
            if (text.isBlank()) {
                problems.add(name + " is not set");
                return null;
            }
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException malformed) {
                problems.add(name + ": " + malformed.getMessage());
                return null;
            }
        }

        BrokenConfigurationException broken() {
            return new BrokenConfigurationException("the function's environment is not what its template sets: "
                    + String.join(", ", problems) + "; deploy it again");
        }
    }

    /**
     * The ARN of a state machine.
     *
     * @throws BrokenConfigurationException when the deployment named no such machine
     */
    public String stateMachine(String name) {
        String arn = stateMachines.get(name);
        if (arn == null) {
            throw new BrokenConfigurationException("the ARN of the state machine '" + name
                    + "' is not set; deploy template.yaml again, which sets it in the function's environment");
        }
        return arn;
    }
}

package dev.pilotlight.cli.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The functions of template.yaml and trigger/witness.yaml, with their settings as CloudFormation would hand them out if
 * it deployed into the walk-through's twin.
 */
final class FunctionTemplate {
    private static final String ENDING = "Function";
    private static final int DEFAULT_MEMORY = 128;
    private static final int DEFAULT_TIMEOUT = 3;

    private final Map<String, PackagedFunction> functions = new TreeMap<>();

    private FunctionTemplate(Repository repository) {
        add(repository.root().resolve("template.yaml"), Walkthrough.RECOVERY);
        add(repository.root().resolve("trigger").resolve("witness.yaml"), Walkthrough.WITNESS_REGION);
    }

    static FunctionTemplate of(Repository repository) {
        return new FunctionTemplate(repository);
    }

    Set<String> names() {
        return functions.keySet();
    }

    /** @throws WrongInputException that lists the names when there is no such function */
    PackagedFunction function(String name) {
        PackagedFunction function = functions.get(name);
        if (function == null) {
            throw new WrongInputException(
                    "there is no function '" + name + "'; there are " + String.join(", ", names()));
        }
        return function;
    }

    private void add(Path file, String region) {
        JsonNode template = PlanFile.read(file);
        JsonNode globals = template.path("Globals").path("Function");
        template.path("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals("AWS::Serverless::Function")) {
                add(resource.getKey(), resource.getValue().path("Properties"), globals, template, region);
            }
        });
    }

    private void add(String logicalId, JsonNode own, JsonNode globals, JsonNode template, String region) {
        String name =
                logicalId.endsWith(ENDING) ? logicalId.substring(0, logicalId.length() - ENDING.length()) : logicalId;
        Map<String, String> environment = new TreeMap<>();
        for (JsonNode from : new JsonNode[] {globals, own}) {
            from.path("Environment")
                    .path("Variables")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), value(variable.getValue().asText(), template, region)));
        }
        functions.put(
                name,
                new PackagedFunction(
                        name,
                        own.path("Handler").asText(),
                        region,
                        number("MemorySize", own, globals, DEFAULT_MEMORY),
                        Duration.ofSeconds(number("Timeout", own, globals, DEFAULT_TIMEOUT)),
                        environment));
    }

    private static int number(String property, JsonNode own, JsonNode globals, int otherwise) {
        return own.path(property).asInt(globals.path(property).asInt(otherwise));
    }

    /** YAML's tags are gone by now: a reference is its name, a substitution its text. */
    private static String value(String text, JsonNode template, String region) {
        return switch (text) {
            case "Journal", "JournalTable" -> Walkthrough.TABLE;
            case "Plans" -> Walkthrough.BUCKET;
            case "Notifications" -> Walkthrough.TOPIC;
            case "RecoveryRegion" -> Walkthrough.RECOVERY;
            case "AWS::AccountId" -> Twin.ACCOUNT;
            case "AWS::Region" -> region;
            default -> {
                JsonNode parameter = template.path("Parameters").path(text);
                yield parameter.has("Default") ? parameter.path("Default").asText() : substituted(text, region);
            }
        };
    }

    /** The twin's machines are called after their files, without the name of a stack before them. */
    private static String substituted(String text, String region) {
        return text.replace("${AWS::StackName}-", "")
                .replace("${AWS::Partition}", "aws")
                .replace("${AWS::Region}", region)
                .replace("${AWS::AccountId}", Twin.ACCOUNT);
    }
}

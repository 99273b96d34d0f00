package dev.pilotlight.twin.service.ssm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Systems Manager, its parameter store only: standard parameters with versions, and hierarchies of names. */
public final class SsmService extends JsonService {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,1011}");
    private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");
    private static final int LARGEST_VALUE = 4096;
    private static final int DEEPEST = 15;
    private static final int LARGEST_PAGE = 10;

    private final Map<String, NavigableMap<String, List<Parameter>>> regions = new TreeMap<>();

    public SsmService() {
        super("1.1", "");
        operation("PutParameter", Set.of("Name", "Value", "Type", "Overwrite", "Description", "DataType"), this::put);
        operation("GetParameter", Set.of("Name", "WithDecryption"), this::get);
        operation("GetParameters", Set.of("Names", "WithDecryption"), this::getSeveral);
        operation(
                "GetParametersByPath",
                Set.of("Path", "Recursive", "WithDecryption", "MaxResults", "NextToken"),
                this::getByPath);
        operation("DeleteParameter", Set.of("Name"), this::delete);
    }

    @Override
    public String signingName() {
        return "ssm";
    }

    /** Sets a parameter, as the world begins with it. */
    public void seedParameter(CallContext context, String name, String value) {
        store(context, name, "String", value);
    }

    /** A parameter's value as it is now, for whoever checks the twin from outside. */
    public Optional<String> value(String region, String name) {
        return Optional.ofNullable(parameters(region).get(name))
                .map(versions -> versions.getLast().value());
    }

    private NavigableMap<String, List<Parameter>> parameters(String region) {
        return regions.computeIfAbsent(region, _ -> new TreeMap<>());
    }

    private ObjectNode put(JsonParameters input, CallContext context) {
        String name = requireName(input.required("Name"));
        String value = input.required("Value");
        if (value.getBytes(StandardCharsets.UTF_8).length > LARGEST_VALUE) {
            throw invalid("Standard tier parameters support a maximum parameter value of 4096 characters.");
        }
        List<Parameter> versions = parameters(context.region()).get(name);
        if (versions != null && !input.flag("Overwrite")) {
            throw AwsError.badRequest(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request"
                            + " to true.");
        }
        String type = input.text("Type")
                .or(() -> Optional.ofNullable(versions).map(all -> all.getLast().type()))
                .orElseThrow(() -> invalid("A parameter type is required when you create a parameter."));
        if (!TYPES.contains(type)) {
            throw invalid("Value '" + type + "' at 'type' failed to satisfy constraint: Member must satisfy enum value"
                    + " set: [SecureString, StringList, String]");
        }
        return object().put("Version", store(context, name, type, value)).put("Tier", "Standard");
    }

    private int store(CallContext context, String name, String type, String value) {
        List<Parameter> versions = parameters(context.region()).computeIfAbsent(name, _ -> new ArrayList<>());
        int version = versions.isEmpty() ? 1 : versions.getLast().version() + 1;
        String arn = context.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
        versions.add(new Parameter(name, arn, type, value, version, context.now()));
        return version;
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it"
                    + " can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of"
                    + " letters, numbers and the following 3 symbols .-_");
        }
        if (name.contains("/") && !name.startsWith("/")) {
            throw invalid("Parameter name must be a fully qualified name.");
        }
        if (name.chars().filter(character -> character == '/').count() > DEEPEST) {
            throw AwsError.badRequest(
                    "HierarchyLevelLimitExceededException",
                    "Parameter name exceeds the limit of " + DEEPEST + " levels in the hierarchy.");
        }
        return name;
    }

    private ObjectNode get(JsonParameters input, CallContext context) {
        String name = input.required("Name");
        Parameter parameter = find(name, context).orElseThrow(() -> notFound(name, context));
        ObjectNode answer = object();
        answer.set("Parameter", node(parameter, input.flag("WithDecryption")));
        return answer;
    }

    /** Finds a parameter by its name or ARN, with or without a version after a colon. */
    private Optional<Parameter> find(String sent, CallContext context) {
        String resource = sent.startsWith("arn:") ? sent.substring(sent.indexOf(":parameter/") + 10) : sent;
        int colon = resource.indexOf(':');
        String name = colon < 0 ? resource : resource.substring(0, colon);
        List<Parameter> versions = parameters(context.region())
                .getOrDefault(name, parameters(context.region()).getOrDefault(name.replaceFirst("^/", ""), List.of()));
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        return colon < 0
                ? Optional.of(versions.getLast())
                : Optional.of(version(versions, resource.substring(colon + 1), name));
    }

    private static Parameter version(List<Parameter> versions, String wanted, String name) {
        return versions.stream()
                .filter(parameter -> Integer.toString(parameter.version()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> AwsError.badRequest(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + wanted + " of " + name + ". "
                                + "Verify the version and try again."));
    }

    private ObjectNode getSeveral(JsonParameters input, CallContext context) {
        ObjectNode answer = object();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        List<String> names = input.texts("Names");
        if (names.isEmpty() || names.size() > LARGEST_PAGE) {
            throw invalid("Member 'names' must have length between 1 and " + LARGEST_PAGE);
        }
        names.forEach(name -> find(name, context)
                .ifPresentOrElse(
                        parameter -> found.add(node(parameter, input.flag("WithDecryption"))),
                        () -> invalid.add(name)));
        return answer;
    }

    private ObjectNode getByPath(JsonParameters input, CallContext context) {
        String path = input.required("Path");
        if (!path.startsWith("/")) {
            throw invalid("The parameter doesn't meet the parameter name requirements. The parameter name must begin"
                    + " with a forward slash \"/\".");
        }
        String folder = path.endsWith("/") ? path : path + "/";
        int limit = Math.min(LARGEST_PAGE, input.integer("MaxResults").orElse(LARGEST_PAGE));
        String after = input.text("NextToken").orElse("");
        List<Parameter> rest = parameters(context.region()).tailMap(after, false).values().stream()
                .map(List::getLast)
                .filter(parameter -> parameter.name().startsWith(folder))
                .filter(parameter -> input.flag("Recursive") || parameter.name().indexOf('/', folder.length()) < 0)
                .toList();
        ObjectNode answer = object();
        ArrayNode found = answer.putArray("Parameters");
        rest.stream().limit(limit).forEach(parameter -> found.add(node(parameter, input.flag("WithDecryption"))));
        if (rest.size() > limit) {
            answer.put("NextToken", rest.get(limit - 1).name());
        }
        return answer;
    }

    private ObjectNode delete(JsonParameters input, CallContext context) {
        String name = input.required("Name");
        if (parameters(context.region()).remove(name) == null) {
            throw notFound(name, context);
        }
        return object();
    }

    private static ObjectNode node(Parameter parameter, boolean decrypted) {
        return object().put("Name", parameter.name())
                .put("ARN", parameter.arn())
                .put("Type", parameter.type())
                .put("Value", decrypted ? parameter.value() : parameter.concealed())
                .put("Version", parameter.version())
                .put("DataType", "text")
                .putPOJO("LastModifiedDate", parameter.modified());
    }

    private static AwsError notFound(String name, CallContext context) {
        return AwsError.badRequest(
                "ParameterNotFound", "Parameter " + name + " not found in " + context.region() + ".");
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationException", message);
    }
}

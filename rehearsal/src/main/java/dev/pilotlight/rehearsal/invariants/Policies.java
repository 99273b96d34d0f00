package dev.pilotlight.rehearsal.invariants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.twin.wire.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each function may call, as the templates give it. Resources and conditions are not judged here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Actions
 *     of AWS services</a>
 */
public final class Policies {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Actions whose operation, or whose service, has another name in policies. */
    private static final Map<String, List<String>> OTHER_NAMES = Map.of(
            "s3:ListObjectsV2", List.of("s3:ListBucket"),
            "s3:HeadObject", List.of("s3:GetObject"),
            "s3:ListObjectVersions", List.of("s3:ListBucketVersions"));

    private final Map<String, Set<String>> allowed;

    private Policies(Map<String, Set<String>> allowed) {
        this.allowed = allowed;
    }

    /** The policies of a checkout's templates: that of the deployment, and that of its witnesses. */
    public static Policies of(Repository repository) {
        Map<String, Set<String>> allowed = new TreeMap<>();
        allowed.putAll(in(repository.root().resolve("template.yaml")));
        allowed.putAll(in(repository.root().resolve("trigger").resolve("witness.yaml")));
        return new Policies(allowed);
    }

    private static Map<String, Set<String>> in(Path template) {
        try {
            Map<String, Set<String>> allowed = new TreeMap<>();
            JsonNode resources = YAML.readTree(Files.readString(template)).path("Resources");
            for (Map.Entry<String, JsonNode> resource : resources.properties()) {
                if (resource.getValue().path("Type").asText().equals("AWS::Serverless::Function")) {
                    allowed.put(
                            resource.getKey().replaceFirst("Function$", ""),
                            actions(resource.getValue().path("Properties").path("Policies")));
                }
            }
            return allowed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the policies of " + template, e);
        }
    }

    private static Set<String> actions(JsonNode policies) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode policy : policies) {
            for (JsonNode statement : policy.path("Statement")) {
                JsonNode action = statement.path("Action");
                if (action.isTextual()) {
                    actions.add(action.asText());
                }
                action.forEach(one -> actions.add(one.asText()));
            }
        }
        return actions;
    }

    /** The action that a function lacks for a call; empty when its policy allows it. */
    public Optional<String> missing(String function, Call call) {
        Set<String> has = allowed.getOrDefault(function, Set.of());
        return needed(call).stream().filter(action -> !has.contains(action)).findFirst();
    }

    private static List<String> needed(Call call) {
        String action = prefix(call.service()) + ":" + call.operation();
        if (action.equals("sts:GetCallerIdentity")) {
            // Everybody may ask who they are, whatever their policies say.
            return List.of();
        }
        if (action.equals("dynamodb:TransactWriteItems")) {
            return transaction(call.request().text());
        }
        if (action.equals("s3:GetObject") && call.request().query().contains("versionId=")) {
            return List.of("s3:GetObjectVersion");
        }
        return OTHER_NAMES.getOrDefault(action, List.of(action));
    }

    private static List<String> transaction(String body) {
        List<String> actions = new ArrayList<>();
        actions.add("dynamodb:PutItem");
        if (body.contains("\"ConditionCheck\"")) {
            actions.add("dynamodb:ConditionCheckItem");
        }
        return actions;
    }

    private static String prefix(String service) {
        return service.equals("monitoring") ? "cloudwatch" : service;
    }
}

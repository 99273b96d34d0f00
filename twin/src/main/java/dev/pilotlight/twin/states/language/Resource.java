package dev.pilotlight.twin.states.language;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who does the work of a Task.
 *
 * @param arn as the definition has it
 * @param service the service of an integration, for instance {@code lambda} or {@code aws-sdk:dynamodb}; empty for a
 *     function or activity named by its own ARN
 * @param action the action of an integration with its pattern, for instance {@code invoke.waitForTaskToken}
 * @param completion how the state knows that the work is done
 */
public record Resource(String arn, String service, String action, Completion completion) {

    /** How a state knows that its work is done ("Integration patterns" in the developer guide). */
    public enum Completion {
        /** When the call is answered. */
        RESPONSE(""),
        /** When the job that the call began has ended. */
        JOB(".sync"),
        /** When somebody returns the task token. */
        CALLBACK(".waitForTaskToken");

        private final String suffix;

        Completion(String suffix) {
            this.suffix = suffix;
        }

        /** How the resource spells it. */
        public String suffix() {
            return suffix;
        }
    }

    private static final Pattern FUNCTION = Pattern.compile("arn:[a-z-]+:lambda:[a-z0-9-]+:\\d{12}:function:.+");
    private static final Pattern ACTIVITY = Pattern.compile("arn:[a-z-]+:states:[a-z0-9-]+:\\d{12}:activity:.+");
    private static final Pattern INTEGRATION =
            Pattern.compile("arn:[a-z-]+:states:[a-z0-9-]*:(?:\\d{12})?:(aws-sdk:[a-z0-9]+|[a-z0-9-]+):([A-Za-z]+)"
                    + "(\\.sync(?::2)?|\\.waitForTaskToken)?");

    /** The optimized integrations of the service, by service ("Integrating optimized services"). */
    private static final Map<String, Set<String>> OPTIMIZED = Map.ofEntries(
            Map.entry("apigateway", Set.of("invoke")),
            Map.entry(
                    "athena",
                    Set.of("startQueryExecution", "stopQueryExecution", "getQueryExecution", "getQueryResults")),
            Map.entry("batch", Set.of("submitJob")),
            Map.entry("bedrock", Set.of("invokeModel", "createModelCustomizationJob")),
            Map.entry(
                    "codebuild",
                    Set.of("startBuild", "stopBuild", "batchDeleteBuilds", "batchGetReports", "startBuildBatch")),
            Map.entry("databrew", Set.of("startJobRun")),
            Map.entry("dynamodb", Set.of("getItem", "putItem", "deleteItem", "updateItem")),
            Map.entry("ecs", Set.of("runTask")),
            Map.entry(
                    "eks",
                    Set.of(
                            "createCluster",
                            "deleteCluster",
                            "createNodegroup",
                            "deleteNodegroup",
                            "createFargateProfile",
                            "deleteFargateProfile",
                            "call",
                            "runJob")),
            Map.entry(
                    "elasticmapreduce",
                    Set.of(
                            "createCluster",
                            "terminateCluster",
                            "setClusterTerminationProtection",
                            "addStep",
                            "cancelStep",
                            "modifyInstanceFleetByName",
                            "modifyInstanceGroupByName")),
            Map.entry("emr-containers", Set.of("createVirtualCluster", "deleteVirtualCluster", "startJobRun")),
            Map.entry(
                    "emr-serverless",
                    Set.of(
                            "createApplication",
                            "startApplication",
                            "stopApplication",
                            "deleteApplication",
                            "startJobRun",
                            "cancelJobRun")),
            Map.entry("events", Set.of("putEvents")),
            Map.entry("glue", Set.of("startJobRun")),
            Map.entry("http", Set.of("invoke")),
            Map.entry("lambda", Set.of("invoke")),
            Map.entry("mediaconvert", Set.of("createJob")),
            Map.entry("s3", Set.of("getObject", "listObjectsV2", "putObject")),
            Map.entry(
                    "sagemaker",
                    Set.of(
                            "createEndpoint",
                            "createEndpointConfig",
                            "createHyperParameterTuningJob",
                            "createLabelingJob",
                            "createModel",
                            "createProcessingJob",
                            "createTrainingJob",
                            "createTransformJob",
                            "updateEndpoint")),
            Map.entry("sns", Set.of("publish")),
            Map.entry("sqs", Set.of("sendMessage")),
            Map.entry("states", Set.of("startExecution")));

    /** Reads a resource; empty when the service would not recognise it. */
    static Optional<Resource> parse(String arn) {
        if (FUNCTION.matcher(arn).matches()) {
            return Optional.of(new Resource(arn, "", "", Completion.RESPONSE));
        }
        if (ACTIVITY.matcher(arn).matches()) {
            return Optional.of(new Resource(arn, "", "", Completion.CALLBACK));
        }
        Matcher integration = INTEGRATION.matcher(arn);
        return integration.matches() ? parseIntegration(arn, integration) : Optional.empty();
    }

    private static Optional<Resource> parseIntegration(String arn, Matcher parts) {
        String service = parts.group(1);
        String action = parts.group(2);
        String pattern = parts.group(3) == null ? "" : parts.group(3);
        boolean known = service.startsWith("aws-sdk:")
                || OPTIMIZED.getOrDefault(service, Set.of()).contains(action);
        Completion completion = pattern.isEmpty()
                ? Completion.RESPONSE
                : pattern.startsWith(".sync") ? Completion.JOB : Completion.CALLBACK;
        return known ? Optional.of(new Resource(arn, service, action + pattern, completion)) : Optional.empty();
    }

    /** Whether this is a Lambda function named by its own ARN. */
    public boolean isFunction() {
        return service.isEmpty() && completion == Completion.RESPONSE;
    }

    /** Whether a worker has to fetch the task from an activity. */
    public boolean isActivity() {
        return service.isEmpty() && completion == Completion.CALLBACK;
    }
}

package dev.pilotlight.twin.states.language;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which fields a state may have, by its type and query language. */
final class FieldNames {
    private static final Set<String> EVERYWHERE = Set.of("Type", "Comment", "QueryLanguage");

    private static final Map<String, Set<String>> SHARED = Map.of(
            "Task",
                    Set.of(
                            "Resource",
                            "Next",
                            "End",
                            "Retry",
                            "Catch",
                            "TimeoutSeconds",
                            "HeartbeatSeconds",
                            "Credentials",
                            "Assign"),
            "Pass", Set.of("Next", "End", "Assign"),
            "Choice", Set.of("Choices", "Default", "Assign"),
            "Wait", Set.of("Seconds", "Timestamp", "Next", "End", "Assign"),
            "Succeed", Set.of(),
            "Fail", Set.of("Error", "Cause"),
            "Parallel", Set.of("Branches", "Next", "End", "Retry", "Catch", "Assign"),
            "Map",
                    Set.of(
                            "ItemProcessor",
                            "Iterator",
                            "MaxConcurrency",
                            "Retry",
                            "Catch",
                            "Label",
                            "ItemSelector",
                            "ItemReader",
                            "ItemBatcher",
                            "ResultWriter",
                            "ToleratedFailureCount",
                            "ToleratedFailurePercentage",
                            "Next",
                            "End",
                            "Assign"));

    private static final Map<String, Set<String>> JSONATA = Map.of(
            "Task", Set.of("Arguments", "Output"),
            "Pass", Set.of("Output"),
            "Choice", Set.of("Output"),
            "Wait", Set.of("Output"),
            "Succeed", Set.of("Output"),
            "Fail", Set.of(),
            "Parallel", Set.of("Arguments", "Output"),
            "Map", Set.of("Items", "Output"));

    private static final Map<String, Set<String>> JSON_PATH = Map.of(
            "Task",
                    Set.of(
                            "InputPath",
                            "OutputPath",
                            "Parameters",
                            "ResultSelector",
                            "ResultPath",
                            "TimeoutSecondsPath",
                            "HeartbeatSecondsPath"),
            "Pass", Set.of("InputPath", "OutputPath", "Parameters", "Result", "ResultPath"),
            "Choice", Set.of("InputPath", "OutputPath"),
            "Wait", Set.of("InputPath", "OutputPath", "SecondsPath", "TimestampPath"),
            "Succeed", Set.of("InputPath", "OutputPath"),
            "Fail", Set.of("InputPath", "OutputPath", "ErrorPath", "CausePath"),
            "Parallel", Set.of("InputPath", "OutputPath", "Parameters", "ResultSelector", "ResultPath"),
            "Map",
                    Set.of(
                            "InputPath",
                            "OutputPath",
                            "Parameters",
                            "ResultSelector",
                            "ResultPath",
                            "ItemsPath",
                            "MaxConcurrencyPath",
                            "ToleratedFailureCountPath",
                            "ToleratedFailurePercentagePath"));

    private FieldNames() {}

    static Set<String> types() {
        return SHARED.keySet();
    }

    /** Refuses what a state of this type cannot have; a field of the other language gets its own message. */
    static void check(ObjectReader state, String type, QueryLanguage language) {
        Map<String, Set<String>> mine = language == QueryLanguage.JSONATA ? JSONATA : JSON_PATH;
        Map<String, Set<String>> others = language == QueryLanguage.JSONATA ? JSON_PATH : JSONATA;
        Set<String> allowed = new LinkedHashSet<>(EVERYWHERE);
        allowed.addAll(SHARED.getOrDefault(type, Set.of()));
        allowed.addAll(mine.getOrDefault(type, Set.of()));
        for (String field : state.fieldNames()) {
            if (allowed.contains(field)) {
                continue;
            }
            if (others.getOrDefault(type, Set.of()).contains(field)) {
                refuseForeign(state, field, language);
            } else {
                state.refuse("Field '" + field + "' is not supported");
            }
        }
    }

    /** Refuses what an object inside a state has of the other language. */
    static void refuseForeign(ObjectReader object, QueryLanguage language, Set<String> jsonata, Set<String> jsonPath) {
        Set<String> foreign = language == QueryLanguage.JSONATA ? jsonPath : jsonata;
        object.fieldNames().stream().filter(foreign::contains).forEach(field -> refuseForeign(object, field, language));
    }

    private static void refuseForeign(ObjectReader object, String field, QueryLanguage language) {
        QueryLanguage other = language == QueryLanguage.JSONATA ? QueryLanguage.JSON_PATH : QueryLanguage.JSONATA;
        object.refuse(
                field,
                "The QueryLanguage is set to '" + language.wireName() + "', but field '" + field
                        + "' is only supported for the '" + other.wireName() + "' QueryLanguage");
    }
}

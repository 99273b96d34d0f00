package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.cloudwatch.MetricStore.Period;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations on data. */
final class MetricOperations {
    static final Set<String> PUT_DATA = Set.of("Namespace", "MetricData");
    static final Set<String> GET_DATA = Set.of("MetricDataQueries", "StartTime", "EndTime", "ScanBy");
    static final Set<String> GET_STATISTICS =
            Set.of("Namespace", "MetricName", "Dimensions", "StartTime", "EndTime", "Period", "Statistics", "Unit");
    static final Set<String> LIST = Set.of("Namespace", "MetricName", "Dimensions");

    private static final Set<String> DATUM = Set.of(
            "MetricName",
            "Dimensions",
            "Timestamp",
            "Value",
            "StatisticValues",
            "Values",
            "Counts",
            "Unit",
            "StorageResolution");
    private static final Set<String> QUERY = Set.of("Id", "MetricStat", "Label", "ReturnData");
    private static final Set<String> METRIC = Set.of("Namespace", "MetricName", "Dimensions");
    private static final Duration FUTURE = Duration.ofHours(2);
    private static final Duration PAST = Duration.ofDays(14);
    private static final int MOST_STATISTICS_DATA = 1440;

    private final MetricStore store;

    MetricOperations(MetricStore store) {
        this.store = store;
    }

    private record Publication(Metric metric, Datum datum) {}

    ObjectNode putData(JsonParameters input, CallContext context) {
        String namespace = input.required("Namespace");
        if (namespace.startsWith("AWS/")) {
            throw Requests.invalid("The value AWS/ for parameter Namespace is invalid.");
        }
        List<Publication> publications = new ArrayList<>();
        for (JsonParameters datum : input.structures("MetricData")) {
            datum.only("MetricDatum", DATUM);
            Metric metric = Requests.metric(namespace, datum);
            Instant at = timestamp(datum, context.now());
            String unit = datum.text("Unit").orElse(Datum.NO_UNIT);
            summaries(datum)
                    .forEach(summary -> publications.add(new Publication(metric, new Datum(at, summary, unit))));
        }
        publications.forEach(each -> store.put(context.region(), each.metric(), each.datum()));
        return object();
    }

    ObjectNode getData(JsonParameters input, CallContext context) {
        List<JsonParameters> queries = input.structures("MetricDataQueries");
        if (queries.isEmpty()) {
            throw Requests.missing("MetricDataQueries");
        }
        Instant start = Requests.time(input, "StartTime");
        Instant end = Requests.time(input, "EndTime");
        requireOrder(start, end);
        boolean descending = !input.text("ScanBy").orElse("TimestampDescending").equals("TimestampAscending");
        Map<String, ObjectNode> results = new LinkedHashMap<>();
        for (JsonParameters query : queries) {
            query.only("MetricDataQuery", QUERY);
            String id = query.required("Id");
            ObjectNode result = result(query, context.region(), start, end, descending);
            if (results.putIfAbsent(id, result) != null) {
                throw validation("The values for parameter id in MetricDataQueries are not unique.");
            }
            if (query.member("ReturnData").isPresent() && !query.flag("ReturnData")) {
                throw validation("A query of a metric that returns no data serves nothing without metric math,"
                        + " which is not modelled by the twin");
            }
        }
        ObjectNode answer = object();
        answer.putArray("MetricDataResults").addAll(results.values());
        answer.putArray("Messages");
        return answer;
    }

    ObjectNode getStatistics(JsonParameters input, CallContext context) {
        Metric metric = Requests.metric(input);
        Duration period = Requests.period(input);
        Instant start = Requests.time(input, "StartTime");
        Instant end = Requests.time(input, "EndTime");
        requireOrder(start, end);
        List<Statistic> statistics =
                input.texts("Statistics").stream().map(Statistic::named).toList();
        if (statistics.isEmpty()) {
            throw Requests.missing("Statistics");
        }
        if (Duration.between(start, end).dividedBy(period) > MOST_STATISTICS_DATA) {
            throw Requests.contradiction("You have requested more than " + MOST_STATISTICS_DATA
                    + " datapoints, which is the limit. You may reduce the datapoints requested by increasing Period,"
                    + " or decreasing the time range.");
        }
        ObjectNode answer = object().put("Label", metric.name());
        ArrayNode points = answer.putArray("Datapoints");
        for (Period each : store.periods(context.region(), metric, input.text("Unit"), period, start, end)) {
            ObjectNode point = points.addObject().putPOJO("Timestamp", each.start());
            statistics.forEach(statistic ->
                    point.put(statistic.word(), statistic.of(each.summary().orElseThrow())));
            point.put("Unit", input.text("Unit").orElse(Datum.NO_UNIT));
        }
        return answer;
    }

    ObjectNode list(JsonParameters input, CallContext context) {
        Optional<String> namespace = input.text("Namespace");
        Optional<String> name = input.text("MetricName");
        List<JsonParameters> filters = input.structures("Dimensions");
        ObjectNode answer = object();
        ArrayNode metrics = answer.putArray("Metrics");
        store.metrics(context.region()).stream()
                .filter(metric -> namespace.map(metric.namespace()::equals).orElse(true))
                .filter(metric -> name.map(metric.name()::equals).orElse(true))
                .filter(metric -> filters.stream().allMatch(filter -> matches(metric, filter)))
                .forEach(metric -> Requests.describe(metric, metrics.addObject()));
        return answer;
    }

    private static boolean matches(Metric metric, JsonParameters filter) {
        String value = metric.dimensions().get(filter.required("Name"));
        return value != null && filter.text("Value").map(value::equals).orElse(true);
    }

    private ObjectNode result(JsonParameters query, String region, Instant start, Instant end, boolean descending) {
        if (!query.has("MetricStat")) {
            throw validation("A query without MetricStat is not modelled by the twin");
        }
        JsonParameters stat =
                query.structure("MetricStat").only("MetricStat", Set.of("Metric", "Period", "Stat", "Unit"));
        Metric metric = Requests.metric(stat.structure("Metric").only("Metric", METRIC));
        Statistic statistic = Statistic.named(stat.required("Stat"));
        List<Period> periods = store.periods(region, metric, stat.text("Unit"), Requests.period(stat), start, end);
        ObjectNode result = object().put("Id", query.required("Id"))
                .put("Label", query.text("Label").orElse(metric.name()))
                .put("StatusCode", "Complete");
        ArrayNode timestamps = result.putArray("Timestamps");
        ArrayNode values = result.putArray("Values");
        for (Period period : descending ? periods.reversed() : periods) {
            timestamps.addPOJO(period.start());
            values.add(statistic.of(period.summary().orElseThrow()));
        }
        return result;
    }

    private static Instant timestamp(JsonParameters datum, Instant now) {
        Instant at = datum.time("Timestamp").orElse(now);
        if (at.isAfter(now.plus(FUTURE)) || at.isBefore(now.minus(PAST))) {
            throw Requests.invalid("The parameter MetricData.member.1.Timestamp must specify a time between two weeks"
                    + " in the past and two hours in the future.");
        }
        return at;
    }

    private static List<Summary> summaries(JsonParameters datum) {
        List<String> given = List.of("Value", "Values", "StatisticValues").stream()
                .filter(datum::has)
                .toList();
        if (given.size() != 1) {
            throw Requests.contradiction("A datum needs exactly one of Value, Values and StatisticValues");
        }
        return switch (given.getFirst()) {
            case "Value" -> List.of(Summary.of(number(datum, "Value")));
            case "Values" -> values(datum);
            default -> List.of(statisticSet(datum.structure("StatisticValues")));
        };
    }

    private static List<Summary> values(JsonParameters datum) {
        List<JsonNode> values = datum.list("Values");
        List<JsonNode> counts = datum.list("Counts");
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw Requests.invalid("The parameters Values and Counts must be of the same length.");
        }
        List<Summary> summaries = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            double times = counts.isEmpty() ? 1 : finite(counts.get(index).doubleValue(), "Counts");
            summaries.add(Summary.of(finite(values.get(index).doubleValue(), "Values"), times));
        }
        return summaries;
    }

    private static Summary statisticSet(JsonParameters set) {
        return new Summary(
                number(set, "SampleCount"), number(set, "Sum"), number(set, "Minimum"), number(set, "Maximum"));
    }

    private static double number(JsonParameters input, String name) {
        return finite(input.decimal(name).orElseThrow(() -> Requests.missing(name)), name);
    }

    private static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw Requests.invalid("The value " + value + " for parameter " + name + " is invalid.");
        }
        return value;
    }

    private static void requireOrder(Instant start, Instant end) {
        if (!start.isBefore(end)) {
            throw validation("The parameter StartTime must be less than the parameter EndTime.");
        }
    }

    private static AwsError validation(String message) {
        return AwsError.badRequest("ValidationError", message);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

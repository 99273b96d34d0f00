package dev.pilotlight.cli.failback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pilotlight.cli.WrongInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a failback changed that a description of the infrastructure as code may name: identifiers, ARNs, resource ids
 * and endpoints, as the journal in its report holds them.
 */
final class IacNotes {
    private static final Map<String, String> NAMES = names();

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> snapshots;

    private IacNotes(JsonNode before, JsonNode after, List<String> snapshots) {
        this.before = before;
        this.after = after;
        this.snapshots = List.copyOf(snapshots);
    }

    /**
     * The notes, line by line.
     *
     * @throws WrongInputException when the report is none of a failback
     */
    static List<String> of(JsonNode report) {
        SortedMap<String, JsonNode> before = facts(report, "failback-before");
        SortedMap<String, JsonNode> after = facts(report, "failback-after");
        if (before.isEmpty()) {
            throw new WrongInputException(
                    "the report is none of a failback that has looked at a database; look for one in"
                            + " reports/<plan>/ of the deployment's bucket");
        }
        List<String> lines = new ArrayList<>();
        lines.add("What changed at home for infrastructure-as-code (plan "
                + report.path("plan").asText() + ", execution "
                + report.path("execution").asText() + "):");
        before.forEach((database, was) -> lines.addAll(
                new IacNotes(was, after.getOrDefault(database, MissingNode.getInstance()), snapshots(report, was))
                        .lines(database)));
        return lines;
    }

    private static SortedMap<String, JsonNode> facts(JsonNode report, String kind) {
        SortedMap<String, JsonNode> facts = new TreeMap<>();
        report.path("events")
                .valueStream()
                .filter(event -> event.path("kind").asText().equals(kind))
                .map(event -> event.path("facts"))
                .forEach(each -> facts.put(each.path("database").asText(), each));
        return facts;
    }

    /** The snapshots that the run took of a cluster. */
    private static List<String> snapshots(JsonNode report, JsonNode before) {
        return report.path("events")
                .valueStream()
                .map(event -> event.path("facts"))
                .filter(facts -> facts.path("act").asText().equals("SNAPSHOT_CLUSTER"))
                .filter(facts -> facts.path("target")
                        .asText()
                        .equals(before.path("home").path("arn").asText()))
                .map(facts -> facts.path("token").asText())
                .distinct()
                .toList();
    }

    private List<String> lines(String database) {
        List<String> lines = new ArrayList<>();
        lines.add("database " + database + " (" + way() + ")");
        if (after.isMissingNode()) {
            lines.add("  the databases were not switched over; look before you change any description");
            return lines;
        }
        JsonNode was = before.path("home");
        JsonNode is = after.path("home");
        NAMES.forEach((field, name) -> lines.add(compared(name, text(was, field), text(is, field))));
        lines.add(compared("its instances", instances(was), instances(is)));
        JsonNode kept = after.path("kept");
        if (!kept.isMissingNode()) {
            lines.add("  new: the old primary is kept as " + text(kept, "arn") + ", protected from deletion, at "
                    + text(kept, "endpoint"));
            snapshots.forEach(
                    snapshot -> lines.add("  new: the snapshot " + snapshot + ", taken before anything was changed"));
            lines.add("  the global cluster " + before.path("globalCluster").asText()
                    + " has its old name and a new resource id: import it again");
            lines.add("  for Terraform: terraform state rm the old cluster and its instances, then import "
                    + text(is, "identifier") + " and " + instances(is) + "; refresh the global cluster");
            lines.add("  for CloudFormation: the stack's cluster is now " + text(kept, "identifier")
                    + "; retain it, then import " + text(is, "identifier") + " in a change set");
        }
        return lines;
    }

    private String way() {
        return before.path("way").asText().equals("rejoined")
                ? "the old primary rejoined by itself"
                : "the replication was built anew";
    }

    private static String compared(String name, String was, String is) {
        return was.equals(is) ? "  same: " + name + " " + is : "  changed: " + name + " " + was + " -> " + is;
    }

    private static String instances(JsonNode cluster) {
        return cluster.path("instances")
                .valueStream()
                .map(instance -> instance.path("name").asText())
                .toList()
                .toString();
    }

    private static String text(JsonNode cluster, String field) {
        String text = cluster.path(field).asText("");
        return text.isEmpty() ? "none" : text;
    }

    private static Map<String, String> names() {
        SortedMap<String, String> names = new TreeMap<>();
        names.put("arn", "the cluster's ARN");
        names.put("endpoint", "its endpoint");
        names.put("identifier", "its identifier");
        names.put("readerEndpoint", "its reader endpoint");
        names.put("resourceId", "its resource id");
        return names;
    }
}

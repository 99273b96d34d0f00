package dev.pilotlight.cli.failback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pilotlight failback}: plays a failover and the way home on the twin, or reads a report of a real one. */
@Command(
        name = "failback",
        description = {
            "Plays a failover and the way home on the twin, in virtual time: the replication is rebuilt, a person",
            "approves, the databases change places without a loss, visitors come home. With --iac-notes it prints",
            "which identifiers, ARNs and endpoints changed; with --report, of a failback in your account."
        })
public final class FailbackCommand implements Callable<Integer> {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--strategy",
            paramLabel = "HOW",
            defaultValue = "detach",
            description = "How the failover promotes: detach or managed (default: ${DEFAULT-VALUE}).")
    private String strategy = "detach";

    @Option(names = "--reject", description = "The person who is asked says no.")
    private boolean reject;

    @Option(names = "--iac-notes", description = "Print only what changed for infrastructure-as-code.")
    private boolean notesOnly;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "A report of a failback, from reports/<plan>/ in the deployment's bucket; nothing is played.")
    private @Nullable Path report;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes how it ended, its report and the notes to this file as one object.")
    private @Nullable Path json;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (report != null) {
            IacNotes.of(read(report)).forEach(out::println);
            out.flush();
            return 0;
        }
        if (!strategy.equals("detach") && !strategy.equals("managed")) {
            throw new WrongInputException("--strategy is '" + strategy + "'; write detach or managed");
        }
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        VirtualHomecoming story =
                new VirtualHomecoming(repository, PlanFile.read(repository.plan()), strategy, notesOnly ? null : out);
        VirtualHomecoming.Told told = story.tell(!reject);
        List<String> notes = IacNotes.of(told.report());
        notes.forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, json(told, notes).toPrettyString() + "\n");
        }
        return told.exitCode();
    }

    /** As docs/schemas/failback.schema.json says. */
    private static ObjectNode json(VirtualHomecoming.Told told, List<String> notes) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("version", VERSION).put("verdict", told.verdict());
        json.set("report", told.report());
        notes.forEach(json.putArray("notes")::add);
        return json;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException notJson) {
            throw new WrongInputException("--report: " + file + " is not JSON");
        } catch (IOException unreadable) {
            throw new WrongInputException("--report: cannot read " + file);
        }
    }
}

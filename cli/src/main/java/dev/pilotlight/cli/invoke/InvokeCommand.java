package dev.pilotlight.cli.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.ServedStage;
import dev.pilotlight.twin.physics.Physics;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilotlight invoke}: runs a packaged function in a process of its own, with a twin as its AWS. */
@Command(
        name = "invoke",
        description = {
            "Runs a packaged function as Lambda does: in a process of its own, under the client of",
            "Lambda's Java runtime (Linux), with a twin as its AWS. Prints what the function answers;",
            "its log goes to the standard error."
        },
        footer = {"", "Exit codes: 0 it answered, 1 it failed, 2 the function or the event is wrong."})
public final class InvokeCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ArgGroup(multiplicity = "1")
    private Asked asked = new Asked();

    /** Either what to invoke, or a look at what there is. */
    private static final class Asked {
        @Option(names = "--list", description = "Prints every function with its settings, one JSON object a line.")
        private boolean list;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Call call = new Call();
    }

    /** What to invoke. */
    private static final class Call {
        @Parameters(index = "0", paramLabel = "FUNCTION", description = "Its name in template.yaml, like CheckSite.")
        private String function = "";

        @Parameters(
                index = "1",
                paramLabel = "EVENT",
                description = "A file, like events/check-site.json, or JSON written out.")
        private String event = "";
    }

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Of a twin that runs already; without it one is started for this call.")
    private @Nullable Integer port;

    @Option(names = "--endpoint", paramLabel = "URL", description = "Where it finds AWS instead, like --port's twin.")
    private @Nullable URI endpoint;

    @Option(
            names = "--package",
            paramLabel = "FOLDER",
            description = "Where the package is unpacked, for example .aws-sam/build/CheckSiteFunction.")
    private @Nullable Path unpacked;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        FunctionTemplate template = FunctionTemplate.of(repository);
        if (asked.list) {
            return list(template);
        }
        PackagedFunction packaged = template.function(asked.call.function);
        String input = json();
        Path folder = folder(repository);
        URI given = given();
        if (given != null) {
            return invoke(packaged, input, folder, repository, given);
        }
        try (ServedStage stage = ServedStage.open(
                repository, PlanFile.read(repository.plan()), Physics.defaults(), 0, 1, this::twinFailed)) {
            return invoke(packaged, input, folder, repository, stage.endpoint());
        }
    }

    private int list(FunctionTemplate template) {
        for (String name : template.names()) {
            PackagedFunction function = template.function(name);
            var told = JSON.createObjectNode()
                    .put("name", name)
                    .put("handler", function.handler())
                    .put("region", function.region())
                    .put("memoryMegabytes", function.memoryMegabytes())
                    .put("timeoutSeconds", function.timeout().toSeconds());
            new TreeMap<>(function.environment()).forEach(told.putObject("environment")::put);
            spec.commandLine().getOut().println(told);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int invoke(PackagedFunction packaged, String input, Path folder, Repository repository, URI aws)
            throws IOException, InterruptedException {
        Path runtime = repository.root().resolve("cli").resolve("target").resolve("runtime");
        Sandbox sandbox = new Sandbox(folder, runtime, aws, InstantSource.system(), this::logged);
        Reply reply = sandbox.invoke(packaged, input);
        PrintWriter out = spec.commandLine().getOut();
        out.println(JSON.readTree(reply.payload()).toPrettyString());
        out.flush();
        return reply.failed() ? 1 : 0;
    }

    private String json() {
        String event = asked.call.event;
        String text = event.stripLeading().startsWith("{") ? event : read(Path.of(event));
        try {
            return JSON.readTree(text).toString();
        } catch (JsonProcessingException e) {
            String what = e instanceof JsonEOFException ? "it ends too early" : e.getOriginalMessage();
            throw new WrongInputException("the event is not JSON: " + what + " (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongInputException("the event " + file + " cannot be read; name a file, or write JSON out");
        }
    }

    private Path folder(Repository repository) {
        Path folder = unpacked == null
                ? repository.root().resolve("functions").resolve("target").resolve("package")
                : unpacked.toAbsolutePath();
        if (!Files.isDirectory(folder.resolve("lib"))) {
            throw new WrongInputException(
                    folder + " is not an unpacked package: it has no lib; build with mvn package, or with sam build");
        }
        return folder;
    }

    private @Nullable URI given() {
        if (port != null && endpoint != null) {
            throw new WrongInputException("--port and --endpoint both say where AWS is; give one of them");
        }
        if (endpoint != null && (endpoint.getHost() == null || endpoint.getPort() < 1)) {
            throw new WrongInputException(
                    "--endpoint is '" + endpoint + "'; give a URL with a port, like http://127.0.0.1:4566");
        }
        return port == null ? endpoint : URI.create("http://127.0.0.1:" + port);
    }

    private void logged(String line) {
        spec.commandLine().getErr().println(line);
    }

    private void twinFailed(Throwable failure) {
        spec.commandLine().getErr().println("A part of the twin failed: " + failure);
    }
}

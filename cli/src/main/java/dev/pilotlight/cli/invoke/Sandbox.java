package dev.pilotlight.cli.invoke;

import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.twin.world.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One process that runs a packaged function as Lambda does: the runtime client alone is on the class path, and finds
 * classes and libraries where the package was unpacked. It sees no variable of the caller's environment.
 */
final class Sandbox {
    /** What {@code java25} does by itself, and the limits of one vCPU. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client-";
    private static final String NATIVE =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";
    private static final String RUN_DIRECTORY = "pilotlight-invoke-";

    private final Path unpacked;
    private final Path runtime;
    private final URI endpoint;
    private final InstantSource clock;
    private final Consumer<String> log;

    /**
     * @param unpacked the folder of the package: classes, and {@code lib/} with jars
     * @param runtime the folder with the jars of the runtime client
     * @param endpoint where the function finds AWS; the sites of a plan are looked up there as well
     * @param log hears every line that the function writes
     */
    Sandbox(Path unpacked, Path runtime, URI endpoint, InstantSource clock, Consumer<String> log) {
        this.unpacked = unpacked;
        this.runtime = runtime;
        this.endpoint = endpoint;
        this.clock = clock;
        this.log = log;
    }

    /** Starts the process, lets it handle one event, and ends it. */
    Reply invoke(PackagedFunction function, String event) throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(function.timeout());
        Path scratch = Files.createTempDirectory(RUN_DIRECTORY);
        try (RuntimeApi api = new RuntimeApi(event, function.arn(Twin.ACCOUNT), deadline)) {
            Process process = start(function, api, scratch);
            try {
                return reply(function, api, process);
            } finally {
                process.destroyForcibly().waitFor();
            }
        } finally {
            clear(scratch);
        }
    }

    private Process start(PackagedFunction function, RuntimeApi api, Path scratch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(function, scratch))
                .directory(unpacked.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment(function, api));
        Process process = builder.start();
        Thread.ofVirtual().name("log of " + function.name()).start(() -> listen(process));
        return process;
    }

    private void listen(Process process) {
        try (var lines = process.inputReader()) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException e) {
            // The process has ended, and its last words with it.
        }
    }

    private Reply reply(PackagedFunction function, RuntimeApi api, Process process) throws InterruptedException {
        CompletableFuture<Reply> exit = process.onExit()
                .thenApply(ended ->
                        Reply.failed("Runtime.ExitError", "Runtime exited with exit status " + ended.exitValue()));
        try {
            return api.reply()
                    .applyToEither(exit, first -> first)
                    .get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Reply.failed(
                    "Sandbox.Timedout",
                    "Task timed out after " + function.timeout().toSeconds() + ".00 seconds");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the function's answer was lost", e.getCause());
        }
    }

    private List<String> command(PackagedFunction function, Path scratch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add(NATIVE + nativeLibrary(scratch));
        if (endpoint.getScheme().equals("http")) {
            command.add("-Dhttp.proxyHost=" + endpoint.getHost());
            command.add("-Dhttp.proxyPort=" + endpoint.getPort());
            command.add("-Dhttp.nonProxyHosts=127.*|localhost");
        }
        command.add("-cp");
        command.add(runtime.toAbsolutePath() + "/*");
        command.add(CLIENT);
        command.add(function.handler());
        return command;
    }

    /** A copy of our own: the client would unpack it to one place for all processes, and starts may coincide. */
    private Path nativeLibrary(Path scratch) throws IOException {
        String kind = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        try (Stream<Path> jars = Files.list(runtime)) {
            Path client = jars.filter(jar -> jar.getFileName().toString().startsWith(CLIENT_JAR))
                    .findFirst()
                    .orElseThrow(() -> new WrongInputException(
                            runtime + " does not hold the client of Lambda's Java runtime; build with mvn package"));
            try (FileSystem contents = FileSystems.newFileSystem(client)) {
                Path library = contents.getPath("jni", "libaws-lambda-jni.linux-" + kind + ".so");
                return Files.copy(library, scratch.resolve("libaws-lambda-jni.so"));
            }
        }
    }

    private Map<String, String> environment(PackagedFunction function, RuntimeApi api) {
        Map<String, String> environment = new TreeMap<>(function.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", unpacked.toString());
        environment.put("AWS_REGION", function.region());
        environment.put("AWS_DEFAULT_REGION", function.region());
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        // In a twin the key's id stands for the role of the function.
        environment.put("AWS_ACCESS_KEY_ID", function.name());
        environment.put("AWS_SECRET_ACCESS_KEY", "no-secret-in-a-twin");
        return environment;
    }

    private static void clear(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

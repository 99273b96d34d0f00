package dev.pilotlight.cli.demo;

import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.twin.live.RunDirectory;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code pilotlight demo}: reads the surroundings, which nothing else in the demo does, and plays it. */
@Command(
        name = "demo",
        description = "Plays a real failover between two Regions on this machine, with real databases and processes.")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private DemoOptions options = new DemoOptions();

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        DemoPlan plan = new DemoPlan(options.checked().window(), options.strategy());
        Repository repository = Repository.around(Path.of(System.getProperty("pilotlight.home", "")));
        Storyteller storyteller = new Storyteller(out(), InstantSource.system(), isTerminal());
        Path cache = cache();
        Path runs = cache.resolve("runs");
        RunDirectory.cleanLeftovers(runs)
                .forEach(left -> storyteller.line("Cleaned up after an earlier run: " + left.getFileName()));
        RunDirectory run = RunDirectory.open(runs);
        Thread cleaner = new Thread(run::close, "clean up");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try (run) {
            return new Demo(repository, plan, options, storyteller, cache, run).play();
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Path cache() {
        String home = System.getProperty("user.home");
        Path base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(home, ".cache"));
        return base.resolve("pilotlight");
    }
}

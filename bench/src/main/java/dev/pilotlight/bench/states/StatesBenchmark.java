package dev.pilotlight.bench.states;

import dev.pilotlight.bench.Rows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilotlight bench states}: prints how many state transitions a second the interpreter makes. */
@Command(name = "states", description = "State transitions a second of the interpreter, for both query languages.")
public final class StatesBenchmark implements Callable<Integer> {
    /** What the interpreter is to reach on one core. */
    private static final long GOAL = 20_000;

    private static final int ROUNDS = 20;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the rows to this file as JSON.")
    private @Nullable Path json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        Rows rows = new Rows();
        boolean reached = true;
        for (TransitionSpeed.Row row : TransitionSpeed.measure(ROUNDS, System::nanoTime)) {
            rows.add()
                    .put("queries", row.language())
                    .put("transitions", row.transitions())
                    .put("milliseconds", Math.round(1000 * row.seconds()))
                    .put("transitionsPerSecond", row.rate());
            reached &= row.rate() >= GOAL;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(rows.table());
        out.println(reached ? "The goal of " + GOAL + " is reached." : "The goal of " + GOAL + " is missed.");
        out.flush();
        if (json != null) {
            rows.write(json);
        }
        return reached ? 0 : 1;
    }
}

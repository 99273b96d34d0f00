package dev.pilotlight.cli.runs;

import dev.pilotlight.cli.WrongInputException;
import dev.pilotlight.plan.PlanName;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What the commands about runs have in common. */
final class RunOptions {
    private static final int SUCCEEDED = 0;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String plan = "";

    @Option(names = "--region", description = "The recovery Region; else the one the AWS SDK is configured for.")
    private @Nullable String region;

    @Option(names = "--machine", description = "The failover machine's ARN, where a Region has several.")
    private @Nullable String machine;

    @Option(names = "--follow", description = "Wait for the run's end and tell it.")
    private boolean follow;

    PlanName plan() {
        try {
            return new PlanName(plan);
        } catch (IllegalArgumentException malformed) {
            throw new WrongInputException("PLAN: " + malformed.getMessage());
        }
    }

    /** A client as the surroundings configure every AWS program, {@code AWS_ENDPOINT_URL} included. */
    SfnClient client() {
        SfnClientBuilder builder = SfnClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        try {
            return region == null
                    ? builder.build()
                    : builder.region(Region.of(region)).build();
        } catch (SdkClientException unconfigured) {
            throw new WrongInputException("the AWS SDK is not configured (" + unconfigured.getMessage()
                    + "); name the recovery Region with --region");
        }
    }

    FailoverMachine machine(SfnClient client) {
        return FailoverMachine.find(client, Optional.ofNullable(machine));
    }

    /** The exit code: 0 for a run that was started, or, if it is followed, as the run ends. */
    int outcome(FailoverMachine machine, FailoverMachine.Run run, PrintWriter out)
            throws InterruptedException, IOException {
        out.println("Started " + run.arn());
        if (!follow) {
            out.println("See how it goes: aws stepfunctions describe-execution --execution-arn " + run.arn());
            return SUCCEEDED;
        }
        return ended(machine, run, out);
    }

    /** Waits for the end; where another execution has the run, or goes on with it, that one is followed. */
    private static int ended(FailoverMachine machine, FailoverMachine.Run run, PrintWriter out)
            throws InterruptedException, IOException {
        DescribeExecutionResponse now = machine.describe(run);
        while (now.status() == ExecutionStatus.RUNNING) {
            Thread.sleep(PAUSE);
            now = machine.describe(run);
        }
        RunEnd end = RunEnd.of(now);
        out.println(end.told());
        if (end.isElsewhere()) {
            return ended(machine, machine.named(end.otherRun()), out);
        }
        return end.exitCode();
    }
}

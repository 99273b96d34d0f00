package dev.pilotlight.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.LiveStage;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.twin.live.ImageArtifact;
import dev.pilotlight.twin.live.RunDirectory;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** One failover, from two healthy Regions to orders that are accepted again in the second one. */
final class Demo {
    private static final String SYNC = "sync-images";
    private static final String FAILOVER = "failover";
    private static final String CONFIRMING = "Confirm the outage";
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final long IMAGE_BYTES_PER_SECOND = 12_000_000;
    private static final Duration HEALTHY_LIMIT = Duration.ofSeconds(60);
    private static final Duration COPY_LIMIT = Duration.ofSeconds(90);
    private static final Duration SHOPPING = Duration.ofSeconds(3);
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(30);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration FAILOVER_LIMIT = Duration.ofMinutes(5);
    private static final Duration ORDERS_LIMIT = Duration.ofSeconds(30);

    private final Repository repository;
    private final DemoPlan demoPlan;
    private final DemoOptions options;
    private final Storyteller storyteller;
    private final Path cache;
    private final RunDirectory run;
    private final InstantSource clock = InstantSource.system();
    private final Story story;
    private Optional<Preparation.Summary> prepared = Optional.empty();

    Demo(
            Repository repository,
            DemoPlan demoPlan,
            DemoOptions options,
            Storyteller storyteller,
            Path cache,
            RunDirectory run) {
        this.repository = repository;
        this.demoPlan = demoPlan;
        this.options = options;
        this.storyteller = storyteller;
        this.cache = cache;
        this.run = run;
        this.story = new Story(storyteller);
    }

    /** Plays it; returns the command's exit code. */
    int play() throws IOException, SQLException, InterruptedException {
        ObjectNode plan = demoPlan.read(repository.plan());
        storyteller.chapter("Two Regions on this machine");
        try (LiveStage live = LiveStage.start(repository, plan, setting(), run, this::report)) {
            live.stage().twin().onStory(story::happened);
            showTheRegions(live);
            synchroniseImages(live);
            if (options.tellsEverything()) {
                prepared = Optional.of(new Preparation(live, storyteller, story, clock).tell());
                if (!prepared.get().isComplete()) {
                    return 1;
                }
            }
            return failOver(live, plan);
        }
    }

    private LiveStage.Setting setting() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return new LiveStage.Setting(
                cache.resolve("postgres"),
                repository.root().resolve("workload/target/image"),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                ProcessHandle.current().pid(),
                HexFormat.of().formatHex(secret),
                options.replicationLag(),
                IMAGE_BYTES_PER_SECOND,
                demoPlan.tempo());
    }

    private void report(Throwable failure) {
        storyteller.line("A part of the twin failed: " + failure);
    }

    private void showTheRegions(LiveStage live) throws IOException, InterruptedException {
        storyteller.line("us-east-1  PostgreSQL writer on port " + live.writer().port());
        storyteller.line(
                "us-west-2  PostgreSQL standby on port " + live.reader().port() + ", streaming"
                        + (options.replicationLag().isZero()
                                ? ""
                                : " with a delay of " + Summary.seconds(options.replicationLag()) + " s"));
        Visitor visitor = new Visitor(live.stage().twin());
        Patience.await(HEALTHY_LIMIT, "the shop to open", () -> visitor.status(site(Walkthrough.PRIMARY_SITE)) == 200);
        live.watch();
        if (options.disaster() == Disaster.REGION) {
            live.stage().keepWatch(DemoPlan.SCHEDULE);
        }
        storyteller.line("us-east-1  the shop is open, its static site too ("
                + visitor.status(URI.create("http://shop-site-east.s3-website-us-east-1.amazonaws.com/")) + ")");
        storyteller.line("us-west-2  the shop is unavailable (" + visitor.status(site(Walkthrough.RECOVERY_SITE))
                + "): there are no instances; its static site answers ("
                + visitor.status(URI.create("http://shop-site-west.s3-website-us-west-2.amazonaws.com/")) + ")");
        storyteller.line("The front door is " + live.frontDoor() + ", the twin's AWS is " + live.endpoint());
    }

    private void synchroniseImages(LiveStage live) throws InterruptedException {
        storyteller.chapter("The image goes to the recovery Region");
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
        Execution execution = live.stage().start(SYNC, "sync-1", input);
        Patience.await(COPY_LIMIT, "the image to be copied", () -> {
            live.copying().ifPresent(percent -> storyteller.progress("copying the image", percent / 100.0));
            return execution.end().raised();
        });
        if (!verdict(execution).equals(SUCCEEDED)) {
            throw new IllegalStateException("the image could not be synchronised: " + ending(execution));
        }
        ImageArtifact copy = live.copiedImage()
                .orElseThrow(() -> new IllegalStateException("sync-images says that it succeeded, but copied nothing"));
        storyteller.line("The image's copy is available and verified: " + copy.bytes() / 1_000_000 + " MB, sha256 "
                + copy.sha256());
    }

    private int failOver(LiveStage live, ObjectNode plan) throws IOException, SQLException, InterruptedException {
        storyteller.chapter("Disaster");
        try (Shoppers shoppers = new Shoppers(live.frontDoor(), clock)) {
            shoppers.start();
            Thread.sleep(SHOPPING);
            Patience.await(BUSY_LIMIT, "the shop to be busy", shoppers::areServed);
            storyteller.line("Shoppers have placed " + shoppers.acknowledged() + " orders");
            Instant struck = clock.instant();
            strike(live);
            Execution execution = untilTheFailoverStarts(live);
            follow(execution);
            boolean open = Patience.isTrue(
                    ORDERS_LIMIT, () -> shoppers.recoveredAfter(struck).isPresent());
            Ending ending = new Ending(live, plan, struck, shoppers, execution, open);
            return options.tellsEverything() ? tellEverything(ending, live, shoppers) : endHere(ending, shoppers);
        }
    }

    private int endHere(Ending ending, Shoppers shoppers) throws IOException, SQLException {
        shoppers.goHome();
        Optional<Summary> summary = ending.tell();
        if (summary.isPresent()) {
            write(summary.get().json());
        }
        return exitCode(summary);
    }

    /** The shoppers stay until the application is home again. */
    private int tellEverything(Ending ending, LiveStage live, Shoppers shoppers)
            throws IOException, SQLException, InterruptedException {
        Optional<Summary> summary = ending.tell();
        if (exitCode(summary) != 0) {
            return 1;
        }
        Homecoming home = new Homecoming(live, storyteller, story, shoppers, clock);
        Homecoming.Summary told = home.tell();
        ObjectNode json = summary.orElseThrow().json();
        prepared.ifPresent(before -> json.set("preparation", before.json()));
        json.set("failback", told.json());
        write(json);
        return told.isComplete() ? 0 : 1;
    }

    private static int exitCode(Optional<Summary> summary) {
        return summary.filter(each -> each.verdict().equals(SUCCEEDED)).isPresent() ? 0 : 1;
    }

    private void write(ObjectNode summary) throws IOException {
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), summary.toPrettyString() + "\n");
        }
    }

    private void strike(LiveStage live) {
        switch (options.disaster()) {
            case APPLICATION -> {
                live.strike();
                storyteller.line("us-east-1 is struck: database and site killed; EC2, RDS and S3 there hang");
            }
            case REGION -> {
                live.swallow();
                storyteller.line(
                        "us-east-1 is gone: database and site killed; every service there hangs, and no alarm of"
                                + " it reaches anybody");
            }
        }
    }

    private String announcer() {
        return switch (options.disaster()) {
            case APPLICATION -> "The alarm '" + Walkthrough.ALARM + "'";
            case REGION ->
                "The witness in " + Walkthrough.WITNESS_REGION + " and the look from " + Walkthrough.RECOVERY;
        };
    }

    private Execution untilTheFailoverStarts(LiveStage live) throws InterruptedException {
        Stage stage = live.stage();
        Patience.await(
                START_LIMIT,
                "the failover to start",
                () -> stage.latest(FAILOVER).isPresent());
        Execution execution = stage.latest(FAILOVER).orElseThrow();
        storyteller.line(announcer() + " started " + execution.identity().name());
        return execution;
    }

    private void follow(Execution execution) throws InterruptedException {
        Patience.await(FAILOVER_LIMIT, "the failover to end", () -> {
            story.newest(FAILOVER).ifPresent(this::showProgress);
            return execution.end().raised();
        });
    }

    private void showProgress(Summary.State state) {
        Duration elapsed = Duration.between(state.start(), clock.instant());
        if (state.name().equals(CONFIRMING)) {
            storyteller.progress(
                    "the outage must last " + options.window().toSeconds() + " s",
                    (double) elapsed.toMillis() / options.window().toMillis());
        } else {
            story.waiting(FAILOVER).ifPresent(what -> storyteller.waiting(what, elapsed));
        }
    }

    private static URI site(String host) {
        return URI.create("http://" + host + "/health");
    }

    static String verdict(Execution execution) {
        return execution.output().map(output -> output.path("verdict").asText()).orElse("NEEDS_HUMAN");
    }

    static String ending(Execution execution) {
        return execution.status()
                + execution.cause().map(cause -> ": " + cause).orElse("")
                + execution.output().map(output -> " " + output).orElse("");
    }

    /** What is said, written and returned at the end. */
    private final class Ending {
        private final LiveStage live;
        private final ObjectNode plan;
        private final Instant struck;
        private final Shoppers shoppers;
        private final Execution execution;
        private final boolean open;

        private Ending(
                LiveStage live, ObjectNode plan, Instant struck, Shoppers shoppers, Execution execution, boolean open) {
            this.live = live;
            this.plan = plan;
            this.struck = struck;
            this.shoppers = shoppers;
            this.execution = execution;
            this.open = open;
        }

        /** Empty when orders are not accepted again. */
        private Optional<Summary> tell() throws IOException, SQLException {
            storyteller.chapter("What it cost");
            if (!open) {
                storyteller.text("Orders are not accepted again. The failover ended as " + ending(execution));
                return Optional.empty();
            }
            Summary summary = new Measurement(live, demoPlan, plan, shoppers, struck, detected())
                    .summary(verdict(execution), story.states(FAILOVER));
            storyteller.text("Orders are accepted again, served by " + live.servedBy() + ".");
            storyteller.text("RTO    %.1f s at the front door; the limit is %.1f s, the ratio %.2f"
                    .formatted(summary.rtoSeconds(), summary.limitSeconds(), summary.ratio()));
            storyteller.text("RPO    %d of %d acknowledged orders are missing"
                    .formatted(summary.rpoRows(), summary.acknowledgedRows()));
            storyteller.text("Report " + saveReport());
            storyteller.text(demoPlan.shortened());
            return Optional.of(summary);
        }

        /** When somebody else than the shoppers knew. */
        private Instant detected() {
            return switch (options.disaster()) {
                case APPLICATION -> live.alarmedAt();
                case REGION -> execution.identity().startTime();
            };
        }

        private Path saveReport() throws IOException {
            String key = "reports/shop/" + execution.identity().name() + ".json";
            Supplier<Optional<byte[]>> stored = () -> live.stage().twin().s3().content(Walkthrough.BUCKET, key);
            byte[] report = live.stage()
                    .twin()
                    .front()
                    .exclusively(stored)
                    .orElseThrow(() -> new IllegalStateException("the run wrote no report " + key));
            Path file = cache.resolve("reports").resolve(run.path().getFileName() + "-shop.json");
            Files.createDirectories(cache.resolve("reports"));
            return Files.write(file, report);
        }
    }
}

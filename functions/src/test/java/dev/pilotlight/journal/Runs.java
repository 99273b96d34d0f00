package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.KnownPlans;
import dev.pilotlight.aws.StepRequests;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanWriter;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Run;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Runs of the example plan, opened over a table, for every test that needs one. */
public final class Runs {
    /** When every test's first outage begins. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final AtomicLong CALLS = new AtomicLong();

    private Runs() {}

    /** The step that opens records, in the example's account and recovery Region. */
    public static OpenRecord openRecord(JournalTable table, Plans plans) {
        AccountId account = new AccountId("111111111111");
        return new OpenRecord(plans, table, () -> account, account, new RegionName("us-west-2"));
    }

    /** A failover started by hand. */
    public static OpenRecord.Opened open(JournalTable table, Plan plan, String execution, Instant now) {
        return openRecord(table, new InMemoryPlans(plan)).open(start("{}", execution, now));
    }

    public static OpenRecord.Start start(String input, String execution, Instant now) {
        return new OpenRecord.Start(Documents.json(input), Purpose.FAILOVER, execution, now, now);
    }

    /** The lease of a run, with a monotonic clock that stands still. */
    public static Lease lease(JournalTable table, OpenRecord.Opened opened, Instant now) {
        return lease(table, opened, () -> 0, now);
    }

    /** The same, with a monotonic clock that a test moves. */
    static Lease lease(JournalTable table, OpenRecord.Opened opened, LongSupplier nanoTime, Instant now) {
        return Lease.of(table, opened.run(), opened.plan(), call(nanoTime, now));
    }

    /** A call that is no other one. */
    public static Call call(Instant now) {
        return call(() -> 0, now);
    }

    private static Call call(LongSupplier nanoTime, Instant now) {
        return new Call("call-" + CALLS.incrementAndGet(), nanoTime, now);
    }

    /** A permit on the strength of everything that has been written. */
    public static Permit permit(Lease lease, Act act) {
        return lease.permit(act, Long.MAX_VALUE);
    }

    /** What the state machine sends to a step of a run. */
    public static StepRequest request(Run run, Plan plan, Instant now, String arguments) {
        return request(run, plan, now, now, arguments);
    }

    /**
     * The same, of a step that was called before.
     *
     * @param since when it was first called
     */
    public static StepRequest request(Run run, Plan plan, Instant now, Instant since, String arguments) {
        ObjectNode input = (ObjectNode) Documents.json(arguments);
        input.set("run", StepRequests.write(run));
        input.set("plan", PlanWriter.write(plan));
        input.put("since", since.toString());
        return StepRequests.read(input, now, new KnownPlans());
    }
}

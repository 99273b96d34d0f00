package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The first step of every run: loads and pins the plan, checks that this is its account and recovery Region, and takes
 * the lease under a new epoch. Called again by the same execution, it answers the same.
 */
public final class OpenRecord {
    private static final int PROBLEMS_SHOWN = 20;

    private final Plans plans;
    private final JournalTable table;
    private final Identity identity;
    private final AccountId account;
    private final RegionName region;

    /**
     * A step for one deployment.
     *
     * @param account the account this software is deployed in
     * @param region the Region it runs in
     */
    public OpenRecord(Plans plans, JournalTable table, Identity identity, AccountId account, RegionName region) {
        this.plans = plans;
        this.table = table;
        this.identity = identity;
        this.account = account;
        this.region = region;
    }

    /**
     * An execution that begins.
     *
     * @param input what it was started with
     * @param execution its name
     * @param executionArn its ARN, or empty where nobody may want to stop it
     * @param startedAt when it was started
     * @param now the time of this call
     */
    public record Start(
            JsonNode input, Purpose purpose, String execution, String executionArn, Instant startedAt, Instant now) {
        public Start(JsonNode input, Purpose purpose, String execution, Instant startedAt, Instant now) {
            this(input, purpose, execution, "", startedAt, now);
        }
    }

    /**
     * A run that may act.
     *
     * @param evidence the epoch, the outage's number and beginning, how it was announced, whether the run goes on with
     *     an earlier one, whether that one has passed the point of no return, and whether it may have fenced the
     *     primary
     */
    public record Opened(Run run, Plan plan, Map<String, Object> evidence) {}

    /**
     * Opens the record of a run, or finds it open already.
     *
     * @throws RefusedException with {@link Guard#INVALID_INPUT}, {@link Guard#WRONG_PLACE}, {@link Guard#LEASE_HELD},
     *     {@link Guard#RUN_CLOSED} or {@link Guard#COOLDOWN}
     */
    public Opened open(Start start) {
        StartInput input = StartInput.read(start.input());
        PlanName name = input.plan().orElseGet(this::onlyPlan);
        Acquisition acquisition = new Acquisition(table, name, start, input);
        Optional<Entry> earlier = acquisition.opening();
        if (earlier.isPresent()) {
            return opened(start, earlier.get(), pinned(name, earlier.get()));
        }
        try {
            Plans.Stored stored = plans.newest(name).orElseThrow(() -> noSuchPlan(name));
            Plan plan = valid(name, stored.document());
            requirePlace(plan);
            Entry opening = acquisition.acquire(plan, stored.version());
            return opened(start, opening, plan);
        } catch (RefusedException refusal) {
            acquisition.withdraw();
            throw refusal;
        }
    }

    private PlanName onlyPlan() {
        List<PlanName> names = plans.names();
        if (names.size() == 1) {
            return names.getFirst();
        }
        throw new RefusedException(
                Guard.INVALID_INPUT,
                names.isEmpty()
                        ? "plan: there is no plan in the bucket"
                        : "plan: it is not named, and there are " + names.size() + " plans",
                names.isEmpty()
                        ? "store a plan as plans/<name>.json"
                        : "start with {\"plan\":\"<name>\"}; there are "
                                + names.stream()
                                        .limit(PROBLEMS_SHOWN)
                                        .map(PlanName::value)
                                        .collect(Collectors.joining(", ")));
    }

    private static RefusedException noSuchPlan(PlanName name) {
        return new RefusedException(
                Guard.INVALID_INPUT,
                "plan: there is no plan named " + name,
                "store it as plans/" + name + ".json, or start with another name");
    }

    /** Plans are only ever pinned after they were found valid, and versions do not change. */
    private Plan pinned(PlanName name, Entry opening) {
        String version = opening.facts().path("planVersion").asText();
        return plans.version(name, version)
                .map(stored -> valid(name, stored.document()))
                .orElseThrow(() -> new RefusedException(
                        Guard.INVALID_INPUT,
                        "plan: version " + version + " of " + name + ", which this run has pinned, is gone",
                        "start another run, and forbid deleting versions in the bucket"));
    }

    private static Plan valid(PlanName name, JsonNode document) {
        try {
            Plan plan = PlanReader.read(document);
            if (plan.plan().equals(name)) {
                return plan;
            }
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "plan: the document of " + name + " is named " + plan.plan(),
                    "store it as plans/" + plan.plan() + ".json");
        } catch (InvalidPlanException invalid) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    invalid.problems().size() + " problems in plan " + name + ": "
                            + invalid.problems().stream()
                                    .limit(PROBLEMS_SHOWN)
                                    .map(Object::toString)
                                    .collect(Collectors.joining(" | ")),
                    "correct plans/" + name + ".json; check it with the schema before storing it");
        }
    }

    private void requirePlace(Plan plan) {
        if (!plan.regions().recovery().equals(region)) {
            throw new RefusedException(
                    Guard.WRONG_PLACE,
                    "regions.recovery: the plan's recovery Region is "
                            + plan.regions().recovery() + ", and this runs in " + region,
                    "deploy in " + plan.regions().recovery() + ", or correct the plan");
        }
        AccountId caller = identity.account();
        if (!plan.account().equals(account) || !caller.equals(account)) {
            throw new RefusedException(
                    Guard.WRONG_PLACE,
                    "account: the plan is for " + plan.account() + ", the deployment for " + account
                            + ", and the credentials belong to " + caller,
                    "deploy in the plan's account, or correct the plan");
        }
    }

    private Opened opened(Start start, Entry opening, Plan plan) {
        JsonNode facts = opening.facts();
        Run run = new Run(
                plan.plan(),
                facts.path("planVersion").asText(),
                plan.digest(),
                start.execution(),
                opening.epoch(),
                start.startedAt(),
                start.purpose() == Purpose.DRILL);
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("epoch", opening.epoch().number());
        evidence.put("resumed", opening.kind().equals(Entry.RESUMED));
        List<Entry> history = Journal.history(table, plan.plan(), opening.epoch());
        evidence.put("promoted", Journal.isPastNoReturn(history));
        evidence.put("fenced", Journal.hasFenced(history));
        for (String fact : List.of("outage", "outageBegan", "declared")) {
            if (facts.has(fact)) {
                evidence.put(fact, facts.path(fact));
            }
        }
        return new Opened(run, plan, evidence);
    }
}

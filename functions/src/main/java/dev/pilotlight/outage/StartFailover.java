package dev.pilotlight.outage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.Outage;
import dev.pilotlight.journal.OutageCounter;
import dev.pilotlight.journal.OutageCounter.Announcement;
import dev.pilotlight.journal.Plans;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns whatever announces an outage into at most one run. However often it is called, in whatever order, and wherever
 * it was cut off before: the outage gets one number, and the run one name.
 */
final class StartFailover {
    private final Plans plans;
    private final OutageCounter counter;
    private final Executions executions;
    private final JournalTable table;
    private final Schedule schedule;

    /** @param table for what AWS Health says */
    StartFailover(Plans plans, OutageCounter counter, Executions executions, JournalTable table, Schedule schedule) {
        this.plans = plans;
        this.counter = counter;
        this.executions = executions;
        this.table = table;
        this.schedule = schedule;
    }

    /**
     * Deals with one event.
     *
     * @return done, with the run's name, the outage's number and whether it was there before; or why nothing was
     *     started
     * @throws RefusedException with {@link Guard#INVALID_INPUT} for an event that is none, or of a foreign alarm
     */
    Outcome start(JsonNode envelope, Instant now) {
        return switch (TriggerEventReader.read(envelope, now)) {
            case TriggerEvent.AlarmChanged alarm
            when !alarm.isRinging() -> nothingToDo("the alarm " + alarm.alarm().name() + " does not ring");
            case TriggerEvent.AlarmChanged alarm -> rung(alarm, now);
            case TriggerEvent.Declared declared -> declared(declared, now);
            case TriggerEvent.Scheduled scheduled -> looked(scheduled.at(), now);
            case TriggerEvent.HealthChanged changed -> kept(changed.statement());
        };
    }

    private Outcome rung(TriggerEvent.AlarmChanged alarm, Instant now) {
        List<PlanName> unreadable = new ArrayList<>();
        List<Map<String, Object>> runs = new ArrayList<>();
        for (PlanName name : plans.names()) {
            Optional<Plan> plan = read(name);
            if (plan.isEmpty()) {
                unreadable.add(name);
            } else if (hasSignal(plan.get(), alarm)) {
                runs.add(begun(
                        name,
                        counter.announce(name, alarm.at(), plan.get().outage().cooldown(), evidence(alarm), now)));
            }
        }
        if (runs.isEmpty()) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "the event: no plan has the alarm " + alarm.alarm() + " among its signals"
                            + (unreadable.isEmpty() ? "" : "; these plans are not valid: " + unreadable),
                    "add it to the plan's outage.signals, or take this function out of the alarm's actions");
        }
        return Outcome.done(runs.size() == 1 ? runs.getFirst() : Map.of("runs", runs));
    }

    private Outcome declared(TriggerEvent.Declared declared, Instant now) {
        if (!plans.names().contains(declared.plan())) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "plan: there is no plan named " + declared.plan(),
                    "store it as plans/" + declared.plan() + ".json, or use another name");
        }
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("trigger", "declared");
        evidence.put("declared", true);
        evidence.put("reason", declared.reason());
        return Outcome.done(begun(declared.plan(), counter.declare(declared.plan(), evidence, now)));
    }

    /**
     * An announcement whose function was cut off before it could start the run is repaired; then the primaries of the
     * other plans are looked at.
     */
    private Outcome looked(Instant at, Instant now) {
        List<Map<String, Object>> runs = new ArrayList<>();
        List<Plan> idle = new ArrayList<>();
        for (PlanName name : plans.names()) {
            Optional<Outage> unfinished = counter.newest(name).filter(Outage::isUnfinished);
            if (unfinished.isPresent()) {
                runs.add(begun(name, new Announcement.Joined(unfinished.get())));
            } else {
                read(name).ifPresent(idle::add);
            }
        }
        schedule.lasting(idle, at, now)
                .forEach((plan, outage) -> announced(plan, outage, at)
                        .ifPresent(announcement -> runs.add(begun(plan.plan(), announcement))));
        return Outcome.done(Map.of("runs", runs));
    }

    /** An outage that goes on after its application was brought up elsewhere is the same one, however long it takes. */
    private Optional<Announcement> announced(Plan plan, Lookout.Lasting outage, Instant at) {
        boolean isDealtWith = counter.newest(plan.plan())
                .filter(last -> last.isFailedOver() && !outage.watch().wellAt().isAfter(last.endedAt()))
                .isPresent();
        if (isDealtWith) {
            return Optional.empty();
        }
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("trigger", "schedule");
        evidence.put("downSince", outage.watch().downSince().toString());
        evidence.put("votes", outage.votes());
        return Optional.of(counter.announce(
                plan.plan(), outage.watch().downSince(), plan.outage().cooldown(), evidence, at));
    }

    private Outcome kept(HealthStatement statement) {
        boolean isWanted = plans.names().stream()
                .flatMap(name -> read(name).stream())
                .anyMatch(plan -> plan.regions().primary().equals(statement.region())
                        && plan.outage().signals().stream().anyMatch(SignalSource.AwsHealthSignal.class::isInstance));
        if (!isWanted) {
            return nothingToDo("no plan with the signal awsHealth has its primary in " + statement.region());
        }
        return Outcome.done(Map.of("started", false, "kept", statement.writeTo(table)));
    }

    private Map<String, Object> begun(PlanName plan, Announcement announcement) {
        return switch (announcement) {
            case Announcement.Fresh fresh -> begun(plan, fresh.outage(), false);
            case Announcement.Joined joined -> begun(plan, joined.outage(), true);
            case Announcement.Over over -> facts(over.last(), true);
        };
    }

    private Map<String, Object> begun(PlanName plan, Outage outage, boolean joined) {
        // A run that a person started has a name of its own, and one that a person must look at has ended: leave both.
        boolean ours = outage.execution().equals(Outage.execution(plan, outage.number()));
        if (ours && outage.state() == Outage.State.OPEN) {
            executions.start(outage.execution(), "{\"plan\":\"" + plan + "\",\"outage\":" + outage.number() + "}");
        }
        return facts(outage, joined);
    }

    private static Map<String, Object> facts(Outage outage, boolean joined) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("execution", outage.execution());
        facts.put("outage", outage.number());
        facts.put("joined", joined);
        return facts;
    }

    private static Outcome nothingToDo(String why) {
        return Outcome.done(Map.of("started", false, "why", why));
    }

    private Optional<Plan> read(PlanName name) {
        try {
            return plans.newest(name).map(stored -> PlanReader.read(stored.document()));
        } catch (InvalidPlanException invalid) {
            return Optional.empty();
        }
    }

    private static boolean hasSignal(Plan plan, TriggerEvent.AlarmChanged event) {
        return plan.outage().signals().stream()
                .anyMatch(signal -> signal instanceof SignalSource.AlarmSignal alarm
                        && alarm.alarm().equals(event.alarm()));
    }

    private static Map<String, Object> evidence(TriggerEvent.AlarmChanged alarm) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("trigger", Words.of(alarm.shape()));
        evidence.put("alarm", alarm.alarm().value());
        evidence.put("rang", alarm.at().toString());
        return evidence;
    }
}

package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that can go wrong in a performance, found from one in which nothing did: each fault at the first call of
 * every distinct situation, for the same fault in the same situation has the same consequences.
 */
public final class Candidates {
    private static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final Scenario scenario;
    private final List<Tier> tiers;
    private final List<Exchange> all;
    private final List<Exchange> distinct = new ArrayList<>();
    private final Set<Integer> repeated = new HashSet<>();

    /**
     * @param tiers of the plan
     * @param golden a detailed recording without faults
     */
    public Candidates(Scenario scenario, List<Tier> tiers, Recording golden) {
        this.scenario = scenario;
        this.tiers = List.copyOf(tiers);
        this.all = golden.exchanges().stream()
                .filter(exchange -> exchange.index() <= golden.calls())
                .toList();
        Set<String> situations = new HashSet<>();
        Set<String> requests = new HashSet<>();
        for (Exchange exchange : all) {
            if (!requests.add(exchange.call().region() + exchange.request())) {
                repeated.add(exchange.index());
            }
            if (situations.add(exchange.situationKey())) {
                distinct.add(exchange);
            }
        }
    }

    /** How many calls there are. */
    public int calls() {
        return all.size();
    }

    /** How many of them are distinct situations. */
    public int situations() {
        return distinct.size();
    }

    /** Every single fault, in a fixed order. */
    public List<Seed> singles() {
        List<Fault> faults = new ArrayList<>();
        distinct.forEach(exchange -> faults.addAll(atCall(exchange)));
        distinct.forEach(exchange -> faults.addAll(incidents(exchange.index())));
        faults.addAll(deliveries());
        faults.addAll(shortages());
        faults.add(new Fault.Skew(SKEW));
        faults.add(new Fault.Skew(SKEW.negated()));
        return faults.stream()
                .map(fault -> new Seed(scenario.name(), List.of(fault)))
                .toList();
    }

    private List<Fault> atCall(Exchange exchange) {
        List<Fault> faults = new ArrayList<>();
        for (CallFault kind : CallFault.values()) {
            boolean possible = kind.appliesTo(exchange.call())
                    && (kind != CallFault.STALE_READ || repeated.contains(exchange.index()));
            if (possible) {
                faults.add(new Fault.OnCall(exchange.index(), kind, false));
                faults.add(new Fault.OnCall(exchange.index(), kind, true));
            }
        }
        return faults;
    }

    private List<Fault> incidents(int call) {
        List<Fault> faults = new ArrayList<>();
        for (Incident incident : Incident.values()) {
            boolean possible = switch (incident) {
                case SECOND_EXECUTION, RECOVERY_DARK, CLOCK_BACK -> true;
                case TAKEOVER -> scenario.purpose() != Purpose.PREPARATION;
                case LOST -> scenario.purpose().followsAFailover();
                case GIVEN_UP -> scenario.purpose().whenGivenUp().isPresent();
                case HEAL -> scenario.disaster();
                case PRIMARY_DARK -> scenario.mustSucceed();
            };
            if (possible) {
                faults.add(new Fault.AtCall(call, incident));
            }
        }
        return faults;
    }

    /** A delivery in whose first call the situation was there before is that delivery again. */
    private List<Fault> deliveries() {
        List<Fault> faults = new ArrayList<>();
        Set<Integer> begun = new HashSet<>();
        for (Exchange exchange : all) {
            if (begun.add(exchange.delivery()) && distinct.contains(exchange)) {
                faults.add(new Fault.Twice(exchange.delivery(), Duration.ZERO));
                faults.add(new Fault.Twice(exchange.delivery(), LATE));
            }
        }
        return faults;
    }

    private List<Fault> shortages() {
        List<Fault> faults = new ArrayList<>();
        int instances =
                scenario.launches() ? tiers.stream().mapToInt(Tier::count).sum() : 0;
        for (int instance = 1; instance <= instances; instance++) {
            faults.add(new Fault.Shortage(instance, false));
            faults.add(new Fault.Shortage(instance, true));
        }
        return faults;
    }
}

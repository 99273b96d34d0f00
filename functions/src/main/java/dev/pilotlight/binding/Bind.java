package dev.pilotlight.binding;

import dev.pilotlight.database.DatabaseState;
import dev.pilotlight.database.GlobalDatabases;
import dev.pilotlight.database.NotPromotableException;
import dev.pilotlight.database.PromotionProof;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the plan's bindings: where the promoted databases are, for the instances to read. */
public final class Bind {
    private final GlobalDatabases databases;
    private final Parameters parameters;

    public Bind(GlobalDatabases databases, Parameters parameters) {
        this.databases = databases;
        this.parameters = parameters;
    }

    /** Reads the promoted databases and gives every parameter that differs its value. */
    public Outcome advance(Plan plan, Lease lease) {
        SortedMap<String, String> values = new TreeMap<>();
        Map<String, DatabaseState> states = new TreeMap<>();
        for (Binding binding : plan.bindings()) {
            Database database = plan.database(binding.database()).orElseThrow();
            try {
                DatabaseState state = states.get(database.name());
                if (state == null) {
                    state = databases.read(database);
                    states.put(database.name(), state);
                }
                Optional<String> missing = PromotionProof.missing(state);
                if (missing.isPresent()) {
                    return new Outcome.Pending("database " + database.name() + ": " + missing.get());
                }
                values.put(binding.parameter(), value(binding, state));
            } catch (NotPromotableException gone) {
                return new Outcome.Refused(
                        Guard.NOT_PROMOTABLE,
                        String.valueOf(gone.getMessage()),
                        "write the parameters yourself (aws ssm put-parameter --overwrite) once the database is there");
            }
        }
        return write(values, lease);
    }

    private static String value(Binding binding, DatabaseState state) {
        return binding.fact().equals("port") ? Integer.toString(state.port()) : state.endpoint() + ":" + state.port();
    }

    private Outcome write(SortedMap<String, String> values, Lease lease) {
        Deeds deeds = Deeds.of(lease);
        for (Map.Entry<String, String> wanted : values.entrySet()) {
            String name = wanted.getKey();
            String value = wanted.getValue();
            if (!holds(name, value)) {
                deeds.carryOut(new Act(Act.Kind.BIND_PARAMETER, name, value), permit -> {
                    parameters.write(permit, name, value);
                    return Map.of("value", value);
                });
                if (!holds(name, value)) {
                    return new Outcome.Pending("the parameter " + name + " does not read as it was written yet");
                }
            }
            deeds.settleOpen(Act.Kind.BIND_PARAMETER, name, new Settlement.Happened(Map.of("value", value)));
        }
        return Outcome.done(Map.of("parameters", values));
    }

    private boolean holds(String name, String value) {
        return parameters.read(name).equals(Optional.of(value));
    }
}

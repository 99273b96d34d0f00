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
import dev.pilotlight.plan.Binding.ParameterBinding;
import dev.pilotlight.plan.Binding.SecretBinding;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the plan's bindings: where the promoted databases are, for the instances to read. */
public final class Bind {
    private final GlobalDatabases databases;
    private final Parameters parameters;
    private final Secrets secrets;

    public Bind(GlobalDatabases databases, Parameters parameters, Secrets secrets) {
        this.databases = databases;
        this.parameters = parameters;
        this.secrets = secrets;
    }

    /** Reads the promoted databases and gives everything that is bound, and differs, its value. */
    public Outcome advance(Plan plan, Run run, Lease lease) {
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
            } catch (NotPromotableException gone) {
                return new Outcome.Refused(
                        Guard.NOT_PROMOTABLE,
                        String.valueOf(gone.getMessage()),
                        "write the bindings yourself (aws ssm put-parameter --overwrite) once the database is there");
            }
        }
        return new Writing(run, Deeds.of(lease)).write(plan, states);
    }

    private static String value(Binding binding, DatabaseState state) {
        return switch (binding.fact()) {
            case "port" -> Integer.toString(state.port());
            case "host" -> state.endpoint();
            default -> state.endpoint() + ":" + state.port();
        };
    }

    /** One call, once every database is proven to take writes. */
    private final class Writing {
        private final Run run;
        private final Deeds deeds;

        Writing(Run run, Deeds deeds) {
            this.run = run;
            this.deeds = deeds;
        }

        Outcome write(Plan plan, Map<String, DatabaseState> states) {
            SortedMap<String, String> written = new TreeMap<>();
            for (Binding binding : plan.bindings()) {
                DatabaseState state = states.get(binding.database());
                if (state == null) {
                    throw new IllegalStateException("database " + binding.database() + " was not read");
                }
                String value = value(binding, state);
                Optional<Outcome> waiting = switch (binding) {
                    case ParameterBinding parameter -> write(parameter.parameter(), value);
                    case SecretBinding secret -> write(secret, value);
                };
                if (waiting.isPresent()) {
                    return waiting.get();
                }
                written.put(binding.target(), value);
            }
            return Outcome.done(Map.of("bindings", written));
        }

        private Optional<Outcome> write(String parameter, String value) {
            if (!holds(parameter, value)) {
                deeds.carryOut(new Act(Act.Kind.BIND_PARAMETER, parameter, value), permit -> {
                    parameters.write(permit, parameter, value);
                    return Map.of("value", value);
                });
                if (!holds(parameter, value)) {
                    return waiting("the parameter " + parameter + " does not read as it was written yet");
                }
            }
            settle(Act.Kind.BIND_PARAMETER, parameter, value);
            return Optional.empty();
        }

        private boolean holds(String parameter, String value) {
            return parameters.read(parameter).equals(Optional.of(value));
        }

        private Optional<Outcome> write(SecretBinding binding, String value) {
            String secret = binding.secret();
            if (secrets.holds(secret, binding.key(), value)) {
                deeds.settleOpen(Act.Kind.PROMOTE_SECRET, secret, new Settlement.Happened(Map.of()));
                settle(Act.Kind.BIND_SECRET, binding.target(), value);
                return Optional.empty();
            }
            if (secrets.isReplica(secret)) {
                deeds.carryOut(new Act(Act.Kind.PROMOTE_SECRET, secret, "a secret of its own"), permit -> {
                    secrets.promote(permit, secret);
                    return Map.of();
                });
                return waiting("the replica " + secret + " is becoming a secret of its own");
            }
            deeds.settleOpen(Act.Kind.PROMOTE_SECRET, secret, new Settlement.Happened(Map.of()));
            deeds.carryOut(new Act(Act.Kind.BIND_SECRET, binding.target(), token(binding, value)), permit -> {
                secrets.write(permit, secret, binding.key(), value);
                return Map.of("value", value);
            });
            return waiting("the secret " + secret + " was given its " + binding.key());
        }

        /** Secrets Manager takes from 32 to 64 characters. */
        private String token(SecretBinding binding, String value) {
            String all = run.plan() + "/" + run.epoch() + "/" + binding.target() + "/" + value;
            return Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
        }

        private void settle(Act.Kind kind, String target, String value) {
            deeds.settleOpen(kind, target, new Settlement.Happened(Map.of("value", value)));
        }

        private static Optional<Outcome> waiting(String why) {
            return Optional.of(new Outcome.Pending(why));
        }
    }
}

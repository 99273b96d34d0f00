package dev.pilotlight.binding;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Secrets, of which some are replicas that refuse to be written. */
final class SecretsInMemory implements Secrets {
    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> replicas = new TreeSet<>();
    private final Set<String> tokens = new TreeSet<>();
    private boolean answersLost;

    void add(String name, boolean replica, Map<String, String> content) {
        content.forEach((key, value) -> values.put(name + "#" + key, value));
        if (replica) {
            replicas.add(name);
        }
    }

    void loseAnswers(boolean lost) {
        answersLost = lost;
    }

    Map<String, String> values() {
        return values;
    }

    @Override
    public boolean isReplica(String name) {
        return replicas.contains(name);
    }

    @Override
    public boolean holds(String name, String key, String value) {
        return value.equals(values.get(name + "#" + key));
    }

    @Override
    public boolean hasVersion(String name, String token) {
        return tokens.contains(token);
    }

    @Override
    public void promote(Permit permit, String name) {
        permit.spendOn(Act.Kind.PROMOTE_SECRET, name);
        replicas.remove(name);
        answer();
    }

    @Override
    public void write(Permit permit, String name, String key, String value) {
        permit.spendOn(Act.Kind.BIND_SECRET, name + "#" + key);
        if (isReplica(name)) {
            throw new AssertionError("a replica cannot be written");
        }
        values.put(name + "#" + key, value);
        tokens.add(permit.act().token());
        answer();
    }

    private void answer() {
        if (answersLost) {
            throw new RetryableUnavailableException("no answer");
        }
    }
}

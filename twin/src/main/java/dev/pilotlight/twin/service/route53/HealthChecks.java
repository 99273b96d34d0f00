package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.route53.HealthCheck.Calculated;
import dev.pilotlight.twin.wire.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All health checks and how they stand. A new one counts as good until enough looks say otherwise. */
final class HealthChecks {
    private static final int DEEPEST_NESTING = 8;

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /**
     * One health check.
     *
     * @param version grows by one with every update
     * @param standing what its looks have shown so far
     */
    record Entry(String id, String callerReference, long version, HealthCheck check, Standing standing) {}

    /**
     * What looking has shown.
     *
     * @param good how it stands, before inversion
     * @param against how many looks in a row have gone the other way
     * @param last the latest look; empty before the first
     */
    record Standing(boolean good, int against, Optional<Observation> last) {
        static final Standing NEW = new Standing(true, 0, Optional.empty());

        Standing after(Observation observation, int threshold) {
            int opposing = observation.passed() == good ? 0 : against + 1;
            return opposing >= threshold
                    ? new Standing(!good, 0, Optional.of(observation))
                    : new Standing(good, opposing, Optional.of(observation));
        }
    }

    /**
     * One look.
     *
     * @param status in the words of the real service
     */
    record Observation(boolean passed, String status, Instant at) {}

    synchronized Entry add(String id, String callerReference, HealthCheck check) {
        Entry entry = new Entry(id, callerReference, 1, check, Standing.NEW);
        entries.put(id, entry);
        return entry;
    }

    synchronized Entry update(String id, HealthCheck check) {
        Entry old = entry(id);
        Entry updated = new Entry(id, old.callerReference(), old.version() + 1, check, old.standing());
        entries.put(id, updated);
        return updated;
    }

    synchronized void remove(String id) {
        entries.remove(entry(id).id());
    }

    synchronized Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    synchronized List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /**
     * A health check by its id.
     *
     * @throws AwsError {@code NoSuchHealthCheck}
     */
    synchronized Entry entry(String id) {
        return find(id).orElseThrow(() ->
                new AwsError(404, "NoSuchHealthCheck", "A health check with id " + id + " does not exist."));
    }

    /** Takes in one look; one that comes too late for a check that is gone changes nothing. */
    synchronized void record(String id, Observation observation) {
        entries.computeIfPresent(
                id,
                (_, old) -> new Entry(
                        id,
                        old.callerReference(),
                        old.version(),
                        old.check(),
                        old.standing().after(observation, old.check().threshold())));
    }

    /** How a check stands, inversion and all; one that does not exist is healthy. */
    synchronized boolean isHealthy(String id) {
        return isHealthy(id, DEEPEST_NESTING);
    }

    private boolean isHealthy(String id, int nesting) {
        return find(id).map(entry -> entry.check().inverted() != isGood(entry, nesting))
                .orElse(true);
    }

    private boolean isGood(Entry entry, int nesting) {
        if (entry.check().disabled() || nesting == 0) {
            return true;
        }
        return entry.check().subject() instanceof Calculated(int threshold, List<String> children)
                ? children.stream()
                                .filter(child -> isHealthy(child, nesting - 1))
                                .count()
                        >= threshold
                : entry.standing().good();
    }
}

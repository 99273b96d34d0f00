package dev.pilotlight.failback;

import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * Where old data comes from, as the failback that has kept it has written down before it renamed its cluster. Anybody
 * may give a cluster such a name; nobody else has written that.
 *
 * @param database of the plan
 * @param resourceId of the cluster, which no other cluster ever has
 */
record OldDataOrigin(Database database, String resourceId) {

    /**
     * Looks it up in the journal.
     *
     * @throws RefusedException with {@link Guard#NOT_OLD_DATA} when no failback has written of it
     */
    static OldDataOrigin of(OldDataName name, Plan plan, Lease lease) {
        List<Deeds.Note> notes = lease.notesOf(name.epoch(), FailbackRecord.BEFORE);
        for (Database database : name.databases()) {
            Optional<String> resourceId = notes.stream()
                    .map(Deeds.Note::body)
                    .filter(body -> body.path("database").asText().equals(database.name()))
                    .map(body -> body.path("home").path("resourceId").asText(""))
                    .filter(id -> !id.isEmpty())
                    .findFirst();
            if (resourceId.isPresent()) {
                return new OldDataOrigin(database, resourceId.get());
            }
        }
        throw new RefusedException(
                Guard.NOT_OLD_DATA,
                "cluster: the journal knows no failback of epoch " + name.epoch() + " that has kept "
                        + name.identifier(),
                "name a cluster that a failback of " + plan.plan() + " has kept, or delete it by hand");
    }
}

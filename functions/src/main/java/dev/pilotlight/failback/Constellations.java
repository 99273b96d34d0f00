package dev.pilotlight.failback;

import dev.pilotlight.plan.Database;

/** How the clusters of a database stand to each other; whoever has only this can change nothing. */
interface Constellations {

    /**
     * Looks once.
     *
     * @param names that the run gives, by which what it has made is found again
     */
    Constellation read(Database database, Names names);
}

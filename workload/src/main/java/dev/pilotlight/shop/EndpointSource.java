package dev.pilotlight.shop;

/** Knows where the database is at this moment. */
@FunctionalInterface
interface EndpointSource {
    /**
     * Looks the endpoint up; never answers from memory, because a failover changes it.
     *
     * @throws UnavailableException when nobody can say where the database is
     */
    Endpoint current();
}

package dev.pilotlight.outage;

/** The failover machine's executions. Starting one is idempotent, so it takes no permit. */
interface Executions {
    /**
     * Makes sure that there is an execution of this name: one that exists already, running or ended, is the one.
     *
     * @param input JSON
     */
    void start(String name, String input);
}

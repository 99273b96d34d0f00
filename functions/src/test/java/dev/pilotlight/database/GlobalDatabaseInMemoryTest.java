package dev.pilotlight.database;

import dev.pilotlight.plan.Database;
import java.time.Duration;
import java.time.Instant;

class GlobalDatabaseInMemoryTest extends GlobalDatabasesContract {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    GlobalDatabases replicated(Database database) {
        return new GlobalDatabaseInMemory(() -> now);
    }

    @Override
    void pass() {
        now = now.plus(Duration.ofMinutes(1));
    }
}

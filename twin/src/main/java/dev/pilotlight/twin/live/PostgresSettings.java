package dev.pilotlight.twin.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of every server of the twin. */
final class PostgresSettings {
    /**
     * Small in memory, honest in durability: fsync and synchronous commits stay on, so that an acknowledged row is on
     * the writer's disk and a lost one was lost by replication alone.
     */
    static final Map<String, String> SMALL = small();

    private PostgresSettings() {}

    private static Map<String, String> small() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        // The path of a socket may have about 100 characters, that of a run directory more.
        settings.put("unix_socket_directories", "");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("shared_buffers", "16MB");
        settings.put("max_connections", "40");
        settings.put("max_wal_senders", "4");
        settings.put("wal_keep_size", "128MB");
        settings.put("min_wal_size", "8MB");
        settings.put("max_wal_size", "64MB");
        settings.put("wal_receiver_status_interval", "1s");
        settings.put("wal_retrieve_retry_interval", "200ms");
        settings.put("max_logical_replication_workers", "0");
        settings.put("max_parallel_workers", "0");
        settings.put("io_method", "sync");
        // The usual kind stays in /dev/shm when the server is killed; this one goes with the data directory.
        settings.put("dynamic_shared_memory_type", "mmap");
        settings.put("jit", "off");
        settings.put("log_checkpoints", "off");
        // Passwords are long and random here: stretching them would only slow every connection down.
        settings.put("scram_iterations", "1");
        return Collections.unmodifiableMap(settings);
    }
}

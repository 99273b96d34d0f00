package dev.pilotlight.twin.service.ec2;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The ids of one twin: counted by kind, so that equal histories name everything alike. */
public final class IdSource {
    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

    /**
     * The next id of its kind, in the form EC2 uses.
     *
     * @param kind for example {@code ami}
     */
    public String next(String kind) {
        return "%s-%017x".formatted(kind, counts.merge(kind, 1L, Long::sum));
    }
}

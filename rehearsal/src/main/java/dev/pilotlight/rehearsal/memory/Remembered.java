package dev.pilotlight.rehearsal.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map that forgets what nobody has asked for in a while; for several threads. */
final class Remembered<K, V> {
    private final int most;
    private volatile ConcurrentMap<K, V> recent = new ConcurrentHashMap<>();
    private volatile ConcurrentMap<K, V> older = new ConcurrentHashMap<>();

    /** @param most how many entries are held at least before any is forgotten, and at most half as many as ever held */
    Remembered(int most) {
        this.most = most;
    }

    @Nullable
    V get(K key) {
        V known = recent.get(key);
        if (known == null) {
            known = older.get(key);
            if (known != null) {
                put(key, known);
            }
        }
        return known;
    }

    V getOrMake(K key, Function<K, V> make) {
        V known = get(key);
        if (known != null) {
            return known;
        }
        makeRoom();
        return recent.computeIfAbsent(key, make);
    }

    void put(K key, V value) {
        makeRoom();
        recent.put(key, value);
    }

    private synchronized void makeRoom() {
        if (recent.size() >= most) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
    }
}

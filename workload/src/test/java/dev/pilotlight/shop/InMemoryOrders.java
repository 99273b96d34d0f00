package dev.pilotlight.shop;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Orders that live as long as the test, and a database that can be made to fail. */
final class InMemoryOrders implements Orders {
    private final Map<UUID, PlacedOrder> placed = new LinkedHashMap<>();
    private boolean down;
    private int beats;

    void goDown() {
        down = true;
    }

    int beats() {
        return beats;
    }

    @Override
    public PlacedOrder place(Order order) {
        failWhenDown();
        placed.putIfAbsent(order.id(), new PlacedOrder(order, Instant.EPOCH.plusSeconds(placed.size())));
        return find(order.id()).orElseThrow();
    }

    @Override
    public Optional<PlacedOrder> find(UUID id) {
        failWhenDown();
        return Optional.ofNullable(placed.get(id));
    }

    @Override
    public List<PlacedOrder> latest(int limit) {
        failWhenDown();
        return List.copyOf(placed.values()).reversed().stream().limit(limit).toList();
    }

    @Override
    public void beat() {
        failWhenDown();
        beats++;
    }

    private void failWhenDown() {
        if (down) {
            throw new UnavailableException("The database is down.", null);
        }
    }
}

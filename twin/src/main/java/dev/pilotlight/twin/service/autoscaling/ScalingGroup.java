package dev.pilotlight.twin.service.autoscaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One group and the instances it has. */
final class ScalingGroup {
    private final String region;
    private final String name;
    private final Machines.Template template;
    private final Instant createdAt;
    private final List<String> instances = new ArrayList<>();
    private int smallest;
    private int largest;
    private int desired;

    ScalingGroup(String region, String name, Machines.Template template, int smallest, int largest, Instant createdAt) {
        this.region = region;
        this.name = name;
        this.template = template;
        this.smallest = smallest;
        this.largest = largest;
        this.desired = smallest;
        this.createdAt = createdAt;
    }

    String region() {
        return region;
    }

    String name() {
        return name;
    }

    Machines.Template template() {
        return template;
    }

    Instant createdAt() {
        return createdAt;
    }

    int smallest() {
        return smallest;
    }

    int largest() {
        return largest;
    }

    int desired() {
        return desired;
    }

    List<String> instances() {
        return List.copyOf(instances);
    }

    void resize(int newSmallest, int newLargest, int newDesired) {
        smallest = newSmallest;
        largest = newLargest;
        desired = newDesired;
    }

    /** Forgets what is gone, and starts or ends machines until there are as many as desired. */
    void settle(Machines machines, Instant now) {
        instances.removeIf(id -> machines.stage(region, id, now) == Machines.Stage.GONE);
        List<String> staying = instances.stream()
                .filter(id -> machines.stage(region, id, now) != Machines.Stage.ENDING)
                .toList();
        staying.stream().skip(desired).forEach(id -> machines.end(region, id, now));
        for (int count = staying.size(); count < desired; count++) {
            instances.add(
                    machines.start(region, template, Map.of("Name", name, "aws:autoscaling:groupName", name), now));
        }
    }
}

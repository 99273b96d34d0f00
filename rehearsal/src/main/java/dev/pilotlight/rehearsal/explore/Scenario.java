package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.truth.Truth;
import java.time.Duration;
import java.util.List;

/**
 * What is rehearsed: a state machine, how it is set going, and whether the primary Region has failed.
 *
 * @param name as it stands in seeds
 * @param purpose what the machine is for
 * @param start who starts the machine
 * @param input what a person starts it with, beside the plan's name
 * @param disaster whether the primary Region fails before the start
 * @param limit virtual time by which every run must have ended
 */
public record Scenario(
        String name, String machine, Purpose purpose, Start start, ObjectNode input, boolean disaster, Duration limit) {

    /** Who starts the machine. */
    public enum Start {
        /** The alarm of the plan's walk-through, through the function that listens to it. */
        ALARM,
        /** A person in the console. */
        PERSON
    }

    /** A failover that an alarm starts after the primary Region was lost. */
    public static Scenario failover() {
        return new Scenario(
                "failover", "failover", Purpose.FAILOVER, Start.ALARM, nothing(), true, Duration.ofHours(60));
    }

    /** A failover that a person starts although nothing has failed. */
    public static Scenario falseAlarm() {
        return new Scenario(
                "false-alarm", "failover", Purpose.FAILOVER, Start.PERSON, nothing(), false, Duration.ofHours(60));
    }

    /** The images of the plan are copied. */
    public static Scenario syncImages() {
        return new Scenario(
                "sync-images",
                "sync-images",
                Purpose.PREPARATION,
                Start.PERSON,
                nothing().put("create", true),
                false,
                Duration.ofHours(60));
    }

    /** The recovery is tried out while all is well. */
    public static Scenario drill() {
        return new Scenario(
                "drill", "drill", Purpose.PREPARATION, Start.PERSON, nothing(), false, Duration.ofHours(60));
    }

    /** A failover has been done, the primary Region is back, and the application comes home. */
    public static Scenario failback() {
        return new Scenario(
                "failback", "failback", Purpose.HOMECOMING, Start.PERSON, nothing(), false, Duration.ofDays(20));
    }

    /** The application is home again, and a person has what was kept of the old primary deleted. */
    public static Scenario retireOldData() {
        return new Scenario(
                "retire-old-data",
                "retire-old-data",
                Purpose.RETIREMENT,
                Start.PERSON,
                nothing(),
                false,
                Duration.ofDays(20));
    }

    /** Every scenario there is. */
    public static List<Scenario> all() {
        return List.of(failover(), falseAlarm(), syncImages(), drill(), failback(), retireOldData());
    }

    /**
     * The scenario of a name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scenario named(String name) {
        return all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + name + "'; there are "
                        + all().stream().map(Scenario::name).toList()));
    }

    /** Whether this must succeed when nothing goes wrong. */
    public boolean mustSucceed() {
        return disaster || purpose.followsAFailover();
    }

    /** Whether the machine launches instances. */
    boolean launches() {
        return purpose.movesVisitors() || machine.equals("drill");
    }

    /** What a person starts the machine with, in a world as it is. */
    ObjectNode order(Truth truth) {
        ObjectNode order = input.deepCopy().put("plan", truth.plan().plan().value());
        if (purpose == Purpose.RETIREMENT) {
            truth.oldData().cluster().ifPresent(cluster -> order.put("cluster", cluster));
        }
        return order;
    }

    /** The tiers that the machine launches, in whichever Region. */
    List<Tier> launched(Plan plan) {
        Failback failback = plan.failback();
        return purpose == Purpose.HOMECOMING && failback != null ? failback.tiers() : plan.tiers();
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}

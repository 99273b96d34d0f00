package dev.pilotlight.twin.service.cloudwatch;

/** Hears of alarms that change; it must not wait, but may start tasks of the timeline. */
@FunctionalInterface
public interface AlarmListener {
    void changed(AlarmChange change);
}

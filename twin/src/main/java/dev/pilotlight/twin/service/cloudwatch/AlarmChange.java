package dev.pilotlight.twin.service.cloudwatch;

/**
 * An alarm has gone from one state to another.
 *
 * @param region where the alarm lives
 * @param account whose it is
 */
public record AlarmChange(
        String region, String account, String alarmArn, Alarm alarm, AlarmState previous, AlarmState current) {}

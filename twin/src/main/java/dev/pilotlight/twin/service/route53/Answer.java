package dev.pilotlight.twin.service.route53;

import java.time.Duration;

/**
 * What a name stands for.
 *
 * @param value an address, or the name of something outside of the hosted zones, such as a load balancer
 * @param timeToLive how long the answer may be used
 */
public record Answer(String value, Duration timeToLive) {}

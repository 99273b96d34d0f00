package dev.pilotlight.twin.service.ec2;

import java.time.Instant;

/**
 * Whether an application answers.
 *
 * @param since the moment from which that has been so without a break
 */
public record Pulse(boolean answers, Instant since) {}

package dev.pilotlight.twin.service.sns;

import java.time.Instant;
import java.util.Optional;

/** A message that was published to a topic. */
public record Publication(String messageId, String topicArn, Optional<String> subject, String message, Instant at) {}

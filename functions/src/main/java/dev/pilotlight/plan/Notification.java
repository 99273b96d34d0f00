package dev.pilotlight.plan;

/** Who is told how a run ended. */
public record Notification(TopicArn topic) {}

package dev.pilotlight.report;

/**
 * A message to people.
 *
 * @param subject one line
 * @param message short enough for a telephone
 */
public record Notice(String subject, String message) {}

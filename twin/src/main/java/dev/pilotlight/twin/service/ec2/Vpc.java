package dev.pilotlight.twin.service.ec2;

/** A network of one Region. */
public record Vpc(String id, String cidr) {}

package dev.pilotlight.shop;

import java.util.Map;

/**
 * What the environment says about this shop.
 *
 * @param address the local address to listen on
 * @param port the local port to listen on
 * @param database the name of the database
 * @param user the database user
 * @param password its password; empty when the database asks for none
 * @param endpoint the database's {@code host:port}; empty when {@code endpointParameter} says it
 * @param endpointParameter the Systems Manager parameter that holds the database's {@code host:port}
 * @param region the AWS Region this shop runs in
 * @param credentialsInEnvironment whether AWS credentials are in the environment; otherwise the instance profile's are
 *     used
 */
record Settings(
        String address,
        int port,
        String database,
        String user,
        String password,
        String endpoint,
        String endpointParameter,
        String region,
        boolean credentialsInEnvironment) {

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the variable and the remedy
     */
    static Settings from(Map<String, String> environment) {
        return new Settings(
                environment.getOrDefault("SHOP_ADDRESS", "127.0.0.1"),
                port(required(environment, "SHOP_PORT", "8080")),
                environment.getOrDefault("SHOP_DATABASE", "shop"),
                environment.getOrDefault("SHOP_USER", "shop"),
                environment.getOrDefault("SHOP_PASSWORD", ""),
                environment.getOrDefault("SHOP_DATABASE_ENDPOINT", ""),
                environment.getOrDefault("SHOP_ENDPOINT_PARAMETER", "/shop/database/endpoint"),
                required(environment, "AWS_REGION", "us-west-2"),
                environment.containsKey("AWS_ACCESS_KEY_ID"));
    }

    /** Leaves the password out, so that it can never reach a log. */
    @Override
    public String toString() {
        return "shop on " + address + ":" + port + ", database " + database + " of " + user + ", Region " + region;
    }

    private static String required(Map<String, String> environment, String name, String example) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " is missing; set it, for example to " + example);
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("SHOP_PORT is '" + text + "'; give a port number");
        }
        int port = Integer.parseInt(text);
        if (port > 65_535) {
            throw new IllegalArgumentException("SHOP_PORT is " + port + "; ports end at 65535");
        }
        return port;
    }
}

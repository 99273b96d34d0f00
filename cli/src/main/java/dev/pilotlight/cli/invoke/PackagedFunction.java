package dev.pilotlight.cli.invoke;

import java.time.Duration;
import java.util.Map;

/**
 * A function as a template deploys it.
 *
 * @param name its logical id without the ending {@code Function}
 * @param handler class and method, like {@code dev.pilotlight.site.CheckSiteFunction::handleRequest}
 * @param region where it runs
 * @param memoryMegabytes what it may use
 * @param timeout after which Lambda ends it
 * @param environment the variables that the template sets, with the twin's resources for the template's references
 */
record PackagedFunction(
        String name,
        String handler,
        String region,
        int memoryMegabytes,
        Duration timeout,
        Map<String, String> environment) {
    PackagedFunction {
        environment = Map.copyOf(environment);
    }

    String arn(String account) {
        return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
    }
}

package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;

/** What many EC2 operations have in common. */
final class Requests {
    private Requests() {}

    /** Ends a dry run just before its effect, when everything about the request was found to be in order. */
    static void refuseDryRun(QueryParameters parameters) {
        if (parameters.flag("DryRun")) {
            throw Ec2Errors.dryRun();
        }
    }

    /** The answer of operations that return nothing else. */
    static List<Xml> done() {
        return List.of(Xml.text("return", true));
    }

    /** A parameter that lists ids; at least one is needed. */
    static List<String> ids(QueryParameters parameters, String name) {
        List<String> ids = parameters.list(name);
        if (ids.isEmpty()) {
            parameters.required(name);
        }
        return ids;
    }
}

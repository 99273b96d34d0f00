package dev.pilotlight.rehearsal.watch;

import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.world.Walkthrough;
import java.util.List;
import java.util.Set;

/** What a call does to the world. */
public enum Effect {
    /** It changes nothing. */
    LOOK,
    /** It changes only what belongs to Pilot Light itself: its table, bucket, topic and executions. */
    BOOKKEEPING,
    /** It changes a resource of the application, or would: whatever is not known to be one of the others. */
    MUTATION;

    private static final List<String> READS =
            List.of("Describe", "Get", "List", "Head", "Query", "Scan", "BatchGet", "TransactGet");

    /** Services of which the functions use nothing but what is their own. */
    private static final Set<String> OWN_SERVICES = Set.of("dynamodb", "sns", "states", "sts");

    /** What a call is meant to do; whether it does is up to the service. */
    public static Effect of(Call call) {
        if (READS.stream().anyMatch(call.operation()::startsWith) || isDryRun(call)) {
            return LOOK;
        }
        boolean own = OWN_SERVICES.contains(call.service()) || isOurBucket(call);
        return own ? BOOKKEEPING : MUTATION;
    }

    private static boolean isDryRun(Call call) {
        return call.service().equals("ec2") && call.request().text().contains("DryRun=true");
    }

    private static boolean isOurBucket(Call call) {
        HttpRequest request = call.request();
        return call.service().equals("s3")
                && (request.path().startsWith("/" + Walkthrough.BUCKET + "/")
                        || request.host().startsWith(Walkthrough.BUCKET + "."));
    }
}

package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Run;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request for instances, all of one kind in one place. The whole of it is in the act that the journal keeps, so
 * that a request whose answer was lost can be repeated to the letter: with the same token a changed request is an
 * error, and with another token it launches again.
 *
 * @param placement where, and whether from the tier's own reservation only
 * @param count how many are wanted; fewer may come
 * @param attempt tells apart the orders of one tier in one epoch; from 1
 */
public record LaunchOrder(
        PlanName plan, Epoch epoch, String tier, ImageId image, Placement placement, int count, int attempt) {
    private static final Pattern TARGET = Pattern.compile(
            "(?<tier>[^/]+)/(?<image>[^/]+)/(?<subnet>[^/]+)/(?<type>[^/]+)/(?<count>[0-9]+)/(?<attempt>[0-9]+)(?<reserved>/reserved)?");

    /** What the journal calls it. */
    public String target() {
        String order = String.join(
                "/",
                tier,
                image.value(),
                placement.subnet().value(),
                placement.instanceType(),
                Integer.toString(count),
                Integer.toString(attempt));
        return placement.reserved() ? order + "/reserved" : order;
    }

    /** The idempotency token: at most 64 characters, and the same for the same order only. */
    public String token() {
        String all = plan + "/" + epoch + "/" + target();
        return "pilotlight-"
                + Digests.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 48);
    }

    Act act() {
        return new Act(Act.Kind.LAUNCH_INSTANCES, target(), token());
    }

    static boolean isFor(String tier, Act act) {
        return act.target().startsWith(tier + "/");
    }

    /** The order that an act in the journal of this run stands for. */
    static LaunchOrder of(Run run, Act act) {
        Matcher parts = TARGET.matcher(act.target());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + act.target() + "' is not an order for instances");
        }
        return new LaunchOrder(
                run.plan(),
                run.epoch(),
                parts.group("tier"),
                new ImageId(parts.group("image")),
                new Placement(
                        parts.group("type"), new SubnetId(parts.group("subnet")), parts.group("reserved") != null),
                Integer.parseInt(parts.group("count")),
                Integer.parseInt(parts.group("attempt")));
    }
}

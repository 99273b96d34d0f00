package dev.pilotlight.plan;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the five Regional endpoints of a cluster of Application Recovery Controller. They never change, so a plan
 * names them: looking them up would need a control plane that may have failed.
 *
 * @param value like {@code https://a1b2c3d4.route53-recovery-cluster.us-west-2.amazonaws.com/v1}
 * @see <a href="https://docs.aws.amazon.com/r53recovery/latest/dg/route53-arc-best-practices.regional.html">Best
 *     practices for routing control</a>
 */
public record RoutingEndpoint(String value) {
    private static final Pattern FORM = Pattern.compile("https://[a-z0-9-]{1,63}\\.route53-recovery-cluster"
            + "\\.(?<region>[a-z]{2}(?:-[a-z]+){1,2}-[0-9])\\.amazonaws\\.com(?:/v1)?/?");

    public RoutingEndpoint {
        match(value);
    }

    private static Matcher match(String value) {
        Form.require(
                value,
                FORM,
                "a Regional endpoint of a routing cluster",
                "https://a1b2c3d4.route53-recovery-cluster.us-west-2.amazonaws.com/v1");
        Matcher parts = FORM.matcher(value);
        parts.matches();
        return parts;
    }

    public URI uri() {
        return URI.create(value);
    }

    /** The Region that requests to it are signed for. */
    public RegionName region() {
        return new RegionName(match(value).group("region"));
    }

    @Override
    public String toString() {
        return value;
    }
}

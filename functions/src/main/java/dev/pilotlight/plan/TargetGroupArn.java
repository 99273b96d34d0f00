package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A target group of a load balancer.
 *
 * @param value like {@code arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/shop/0123456789abcdef}
 */
public record TargetGroupArn(String value) implements Comparable<TargetGroupArn> {
    private static final Pattern RESOURCE = Pattern.compile("targetgroup/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}");

    public TargetGroupArn {
        parse(value);
    }

    private static Arn parse(String value) {
        return Arn.parse(
                value,
                "elasticloadbalancing",
                RESOURCE,
                "the ARN of a target group",
                "arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/shop/0123456789abcdef");
    }

    /** The Region it lies in. */
    public RegionName region() {
        return parse(value).region();
    }

    /** The account it belongs to. */
    public AccountId account() {
        return parse(value).account();
    }

    @Override
    public int compareTo(TargetGroupArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

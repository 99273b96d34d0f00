package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A CloudWatch alarm.
 *
 * @param value like {@code arn:aws:cloudwatch:us-east-1:111111111111:alarm:shop-down}
 */
public record AlarmArn(String value) implements Comparable<AlarmArn> {
    private static final Pattern RESOURCE = Pattern.compile("alarm:.{1,255}");

    public AlarmArn {
        parse(value);
    }

    private static Arn parse(String value) {
        return Arn.parse(
                value,
                "cloudwatch",
                RESOURCE,
                "the ARN of a CloudWatch alarm",
                "arn:aws:cloudwatch:us-east-1:111111111111:alarm:shop-down");
    }

    /** The Region it lies in. */
    public RegionName region() {
        return parse(value).region();
    }

    /** The account it belongs to. */
    public AccountId account() {
        return parse(value).account();
    }

    /** The name alone, like {@code shop-down}. */
    public String name() {
        return parse(value).resource().substring("alarm:".length());
    }

    @Override
    public int compareTo(AlarmArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

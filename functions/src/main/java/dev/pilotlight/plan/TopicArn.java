package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * An SNS topic.
 *
 * @param value like {@code arn:aws:sns:us-west-2:111111111111:pilotlight}
 */
public record TopicArn(String value) implements Comparable<TopicArn> {
    private static final Pattern RESOURCE = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    public TopicArn {
        parse(value);
    }

    private static Arn parse(String value) {
        return Arn.parse(
                value, "sns", RESOURCE, "the ARN of an SNS topic", "arn:aws:sns:us-west-2:111111111111:pilotlight");
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
    public int compareTo(TopicArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A Lambda function, or an alias or a version of one.
 *
 * @param value like {@code arn:aws:lambda:us-west-2:111111111111:function:fence}
 */
public record FunctionArn(String value) implements Comparable<FunctionArn> {
    private static final Pattern RESOURCE =
            Pattern.compile("function:[A-Za-z0-9_-]{1,64}(?::(?:\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

    public FunctionArn {
        parse(value);
    }

    private static Arn parse(String value) {
        return Arn.parse(
                value,
                "lambda",
                RESOURCE,
                "the ARN of a Lambda function",
                "arn:aws:lambda:us-west-2:111111111111:function:fence");
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
    public int compareTo(FunctionArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

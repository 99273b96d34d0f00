package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * A routing control of Application Recovery Controller, which is global: its ARN names no Region.
 *
 * @param value like {@code arn:aws:route53-recovery-control::111111111111:controlpanel/<32 digits>/routingcontrol/<16
 *     digits>}
 */
public record RoutingControlArn(String value) {
    private static final Pattern FORM = Pattern.compile(
            "arn:aws:route53-recovery-control::[0-9]{12}:controlpanel/[0-9a-f]{32}/routingcontrol/[0-9a-f]{16}");

    public RoutingControlArn {
        Form.require(
                value,
                FORM,
                "the ARN of a routing control",
                "arn:aws:route53-recovery-control::111111111111:controlpanel/<32 digits>/routingcontrol/<16 digits>");
    }

    /** The account it belongs to. */
    public AccountId account() {
        return new AccountId(value.split(":", -1)[4]);
    }

    @Override
    public String toString() {
        return value;
    }
}

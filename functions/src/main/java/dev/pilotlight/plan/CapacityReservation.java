package dev.pilotlight.plan;

import java.util.regex.Pattern;

/**
 * Capacity that was reserved in the recovery Region: one On-Demand Capacity Reservation, or a resource group of several
 * of them.
 *
 * @param value like {@code cr-0123456789abcdef0}, or the ARN of a resource group
 */
public record CapacityReservation(String value) {
    private static final Pattern FORM = Pattern.compile("cr-[0-9a-f]{17}"
            + "|arn:aws(?:-cn|-us-gov)?:resource-groups:[a-z0-9-]+:[0-9]{12}:group/[A-Za-z0-9_.-]{1,128}");

    public CapacityReservation {
        Form.require(
                value,
                FORM,
                "a capacity reservation's id or the ARN of a resource group of them",
                "cr-0123456789abcdef0");
    }

    /** Whether it is a resource group rather than a single reservation. */
    public boolean isGroup() {
        return value.startsWith("arn:");
    }

    @Override
    public String toString() {
        return value;
    }
}

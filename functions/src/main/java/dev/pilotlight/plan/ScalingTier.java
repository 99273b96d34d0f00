package dev.pilotlight.plan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An Auto Scaling group of the recovery Region that exists already and is scaled up. Its launch template says what its
 * instances are like.
 *
 * @param group the group's name
 */
public record ScalingTier(
        String name, String group, int count, int minimum, List<TargetGroupArn> targetGroups, List<String> after)
        implements Tier {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_.:/@#=+-][A-Za-z0-9_.:/@#=+ -]{0,254}");

    public ScalingTier {
        Form.requireName(name, "the tier's name");
        Form.require(group, GROUP, "the name of an Auto Scaling group", "shop-web");
        targetGroups = List.copyOf(targetGroups);
        after = List.copyOf(after);
        Tier.requireCounts(count, minimum);
    }
}

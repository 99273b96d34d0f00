package dev.pilotlight.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the old primary is kept from writing, as well as it can be.
 *
 * @param methods tried in this order until one is confirmed; none when empty
 * @param timeout the bound on all of it
 * @param subnets the primary's database subnets, for {@link FenceMethod#NETWORK_ACL}; when empty, those of the
 *     databases' subnet groups
 * @param instanceTags what the instances carry that {@link FenceMethod#STOP_COMPUTE} stops, all of it; sorted by key
 * @param function what {@link FenceMethod#FUNCTION} calls
 */
public record FencePolicy(
        List<FenceMethod> methods,
        Duration timeout,
        Unfenced unfenced,
        List<SubnetId> subnets,
        Map<String, String> instanceTags,
        @Nullable FunctionArn function) {
    public FencePolicy {
        methods = List.copyOf(methods);
        subnets = List.copyOf(subnets);
        instanceTags = Collections.unmodifiableMap(new TreeMap<>(instanceTags));
        Durations.requirePositive(timeout, "timeout");
        requireNonNull(unfenced);
        instanceTags.forEach(FencePolicy::requireExact);
    }

    /** Whether a method is one of those to be tried. */
    public boolean uses(FenceMethod method) {
        return methods.contains(method);
    }

    /** In a filter of EC2 a star or a question mark stands for anything, and would stop more than was meant. */
    private static void requireExact(String key, String value) {
        Form.require(
                !key.isBlank() && !value.isBlank() && !value.contains("*") && !value.contains("?"),
                "a tag of instanceTags is empty or holds a wildcard; name each tag with its exact value");
    }
}

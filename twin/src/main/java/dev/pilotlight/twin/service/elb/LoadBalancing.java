package dev.pilotlight.twin.service.elb;

import dev.pilotlight.twin.service.elb.TargetGroup.Health;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.QueryService;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Target groups in all Regions. Whether a target is healthy depends on whether its application answers. */
public final class LoadBalancing extends QueryService {
    private final Map<String, TargetGroup> groups = new TreeMap<>();
    private final Duration registration;
    private final Duration draining;
    private final Applications applications;

    /**
     * @param registration from registering a target to its first passed health checks
     * @param draining how long a deregistered target is still listed
     */
    public LoadBalancing(Duration registration, Duration draining, Applications applications) {
        super(Dialect.QUERY, "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/");
        this.registration = registration;
        this.draining = draining;
        this.applications = applications;
        operation("RegisterTargets", Set.of("TargetGroupArn", "Targets"), this::register);
        operation("DeregisterTargets", Set.of("TargetGroupArn", "Targets"), this::deregister);
        operation("DescribeTargetHealth", Set.of("TargetGroupArn", "Targets"), this::describeHealth);
        operation("DescribeTargetGroups", Set.of("TargetGroupArns", "Names", "PageSize"), this::describeGroups);
        operation("DescribeLoadBalancers", Set.of("LoadBalancerArns", "Names", "PageSize"), this::describeBalancers);
    }

    /** What stands behind the targets. */
    @FunctionalInterface
    public interface Applications {
        /**
         * Whether the application on an instance answers now.
         *
         * @return empty when the Region has no such instance running
         */
        Optional<Boolean> answers(String region, String instanceId, Instant now);
    }

    @Override
    public String signingName() {
        return "elasticloadbalancing";
    }

    /**
     * Puts a load balancer with one target group into the world.
     *
     * @param targetGroupArn which names Region and account
     * @param host the load balancer's DNS name
     */
    public void add(String targetGroupArn, String host, int port) {
        groups.put(targetGroupArn, new TargetGroup(targetGroupArn, host, port));
    }

    /** Registers an instance that serves from the beginning. */
    public void register(String targetGroupArn, String instanceId, Instant now) {
        group(targetGroupArn).register(instanceId, now);
    }

    /** Whether a load balancer has this DNS name. */
    public boolean isLoadBalancer(String host) {
        return groups.values().stream().anyMatch(group -> group.loadBalancer().equals(host));
    }

    /** An instance behind a load balancer. */
    public record Server(String region, String instanceId) {}

    /** The instances that serve visitors of a load balancer, in the order of their ids. */
    public List<Server> serving(String host, Instant now) {
        return groups.values().stream()
                .filter(group -> group.loadBalancer().equals(host))
                .flatMap(group -> group.instances(draining, now).stream()
                        .filter(instance -> health(group, instance, now) == Health.HEALTHY)
                        .map(instance -> new Server(regionOf(group.arn()), instance)))
                .toList();
    }

    /** What is registered in the target groups of a Region, or still drains, in words. */
    public List<String> everything(String region, Instant now) {
        return groups.values().stream()
                .filter(group -> regionOf(group.arn()).equals(region))
                .flatMap(group -> group.instances(draining, now).stream()
                        .map(instance -> "target " + instance + " of " + group.name()))
                .toList();
    }

    private Health health(TargetGroup group, String instance, Instant now) {
        boolean answers =
                applications.answers(regionOf(group.arn()), instance, now).orElse(false);
        return group.health(instance, answers, registration, now);
    }

    private List<Xml> register(QueryParameters parameters, CallContext context) {
        TargetGroup group = named(parameters, context);
        List<String> ids = targets(parameters);
        for (String id : ids) {
            if (applications.answers(context.region(), id, context.now()).isEmpty()) {
                throw AwsError.badRequest(
                        "InvalidTarget",
                        "The following targets are not in a running state and cannot be registered: '" + id + "'");
            }
        }
        ids.forEach(id -> group.register(id, context.now()));
        return List.of();
    }

    private List<Xml> deregister(QueryParameters parameters, CallContext context) {
        TargetGroup group = named(parameters, context);
        List<String> known = group.instances(draining, context.now());
        for (String id : targets(parameters)) {
            if (!known.contains(id)) {
                throw AwsError.badRequest("InvalidTarget", "The target '" + id + "' is not registered");
            }
            group.deregister(id, context.now());
        }
        return List.of();
    }

    private List<Xml> describeHealth(QueryParameters parameters, CallContext context) {
        TargetGroup group = named(parameters, context);
        List<String> asked = targets(parameters);
        List<String> known = group.instances(draining, context.now());
        return List.of(Xml.list("TargetHealthDescriptions", asked.isEmpty() ? known : asked, id -> {
            Xml state = known.contains(id)
                    ? health(health(group, id, context.now()))
                    : Xml.element(
                            "TargetHealth", Xml.text("State", "unused"), Xml.text("Reason", "Target.NotRegistered"));
            return Xml.element("member", target(id, group.port()), state);
        }));
    }

    private List<Xml> describeGroups(QueryParameters parameters, CallContext context) {
        List<String> arns = parameters.list("TargetGroupArns");
        List<String> names = parameters.list("Names");
        arns.forEach(arn -> groupIn(arn, context));
        List<TargetGroup> found = groups.values().stream()
                .filter(group -> regionOf(group.arn()).equals(context.region()))
                .filter(group -> arns.isEmpty() || arns.contains(group.arn()))
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .toList();
        return List.of(Xml.list(
                "TargetGroups",
                found,
                group -> Xml.element(
                        "member",
                        Xml.text("TargetGroupArn", group.arn()),
                        Xml.text("TargetGroupName", group.name()),
                        Xml.text("Protocol", "HTTP"),
                        Xml.text("Port", group.port()),
                        Xml.element("LoadBalancerArns", Xml.text("member", group.loadBalancerArn())),
                        Xml.text("TargetType", "instance"))));
    }

    private List<Xml> describeBalancers(QueryParameters parameters, CallContext context) {
        List<String> arns = parameters.list("LoadBalancerArns");
        List<String> names = parameters.list("Names");
        List<TargetGroup> found = groups.values().stream()
                .filter(group -> regionOf(group.arn()).equals(context.region()))
                .filter(group -> arns.isEmpty() || arns.contains(group.loadBalancerArn()))
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .toList();
        if (found.size() < Math.max(arns.size(), names.size())) {
            throw AwsError.badRequest("LoadBalancerNotFound", "One or more load balancers not found");
        }
        return List.of(Xml.list("LoadBalancers", found, LoadBalancing::balancer));
    }

    /** A load balancer has the name of its one target group. */
    private static Xml balancer(TargetGroup group) {
        return Xml.element(
                "member",
                Xml.text("LoadBalancerArn", group.loadBalancerArn()),
                Xml.text("LoadBalancerName", group.name()),
                Xml.text("DNSName", group.loadBalancer()),
                Xml.text("Scheme", "internet-facing"),
                Xml.text("Type", "application"),
                Xml.element("State", Xml.text("Code", "active")));
    }

    private static Xml target(String id, int port) {
        return Xml.element("Target", Xml.text("Id", id), Xml.text("Port", port));
    }

    private static Xml health(Health health) {
        Xml state = Xml.element("TargetHealth", Xml.text("State", health.name().toLowerCase(Locale.ROOT)));
        return switch (health) {
            case HEALTHY -> state;
            case INITIAL -> state.add(Xml.text("Reason", "Elb.RegistrationInProgress"));
            case UNHEALTHY -> state.add(Xml.text("Reason", "Target.FailedHealthChecks"));
            case DRAINING -> state.add(Xml.text("Reason", "Target.DeregistrationInProgress"));
        };
    }

    private static List<String> targets(QueryParameters parameters) {
        return parameters.structures("Targets").stream()
                .map(target -> target.required("Id"))
                .toList();
    }

    private TargetGroup named(QueryParameters parameters, CallContext context) {
        return groupIn(parameters.required("TargetGroupArn"), context);
    }

    private TargetGroup groupIn(String arn, CallContext context) {
        if (!regionOf(arn).equals(context.region())) {
            throw notFound();
        }
        return group(arn);
    }

    private TargetGroup group(String arn) {
        TargetGroup group = groups.get(arn);
        if (group == null) {
            throw notFound();
        }
        return group;
    }

    private static AwsError notFound() {
        return AwsError.badRequest("TargetGroupNotFound", "One or more target groups not found");
    }

    private static String regionOf(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > 3 ? parts[3] : "";
    }
}

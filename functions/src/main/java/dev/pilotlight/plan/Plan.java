package dev.pilotlight.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to an application and how it fails over. A plan that exists is consistent: its identifiers lie in its
 * account and the right Region, its names are unique, and what refers to something refers to something that is there.
 *
 * @param account the account that all its resources belong to
 * @param databases promoted in this order
 * @param tiers launched in the order that their {@code after} asks for
 * @param bindings written after the promotion
 * @param sites checked before any visitor is moved
 * @param holdCapacity how long instances are kept after an abort
 * @param approval how a person is asked, when the plan says it itself
 * @param notification who is told, when somebody should be
 * @param failback how the application comes home again; without it nothing here brings it home
 * @param version of the document's form; 1
 */
public record Plan(
        PlanName plan,
        AccountId account,
        Regions regions,
        Autonomy autonomy,
        OutagePolicy outage,
        List<Database> databases,
        FencePolicy fence,
        List<Tier> tiers,
        List<Binding> bindings,
        List<Site> sites,
        TrafficSwitch traffic,
        Duration holdCapacity,
        @Nullable Drill drill,
        @Nullable ApprovalPolicy approval,
        @Nullable Notification notification,
        Objectives objectives,
        @Nullable Failback failback,
        int version) {

    /** The only form of the document there is so far. */
    public static final int VERSION = 1;

    /**
     * Checks the parts against each other.
     *
     * @throws InvalidPlanException with everything that contradicts itself
     */
    public Plan {
        databases = List.copyOf(databases);
        tiers = List.copyOf(tiers);
        bindings = List.copyOf(bindings);
        sites = List.copyOf(sites);
        Durations.requireNotNegative(holdCapacity, "holdCapacity");
        List<Problem> problems = new Contradictions(account, regions)
                .in(outage.signals())
                .inDatabases(databases)
                .inFence(fence)
                .inTiers(tiers)
                .inBindings(bindings, databases)
                .inSites(sites, traffic)
                .inTraffic(traffic)
                .inDrill(drill, tiers, sites)
                .inNotification(notification)
                .inFailback(failback, traffic)
                .inVersion(version)
                .found();
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
    }

    /** The SHA-256 of the plan's canonical JSON, as 64 hexadecimal digits: equal plans have equal digests. */
    public String digest() {
        return Digests.sha256(CanonicalJson.write(PlanWriter.write(this)).getBytes(StandardCharsets.UTF_8));
    }

    /** How long a person has to answer, when one is asked. */
    public Duration answerWithin() {
        return approval == null ? ApprovalPolicy.USUAL.within() : approval.within();
    }

    /** The ARN of the topic on which people are told, or another one when the plan names none. */
    public String topicOr(String otherwise) {
        return notification == null ? otherwise : notification.topic().value();
    }

    /**
     * The same application on its way home: what is the recovery Region here is the primary there, and the other way
     * round. Steps that bring an application up in a recovery Region bring it home with this plan.
     *
     * @return empty when the plan does not say how it comes home
     */
    public Optional<Plan> homeward() {
        Failback home = failback;
        if (home == null) {
            return Optional.empty();
        }
        return Optional.of(new Plan(
                plan,
                account,
                regions.reversed(),
                autonomy,
                outage.unwatched(),
                databases.stream().map(Database::homeward).toList(),
                fence,
                home.tiersAfterAnAnswer(),
                bindings,
                home.sites(),
                traffic,
                holdCapacity,
                null,
                approval,
                null,
                objectives,
                null,
                version));
    }

    public Optional<Database> database(String name) {
        return databases.stream()
                .filter(database -> database.name().equals(name))
                .findFirst();
    }

    public Optional<Tier> tier(String name) {
        return tiers.stream().filter(tier -> tier.name().equals(name)).findFirst();
    }

    public Optional<Site> site(String name) {
        return sites.stream().filter(site -> site.name().equals(name)).findFirst();
    }

    /** The global clusters that a run of this plan must hold, in the plan's order. */
    public List<GlobalClusterId> globalClusters() {
        return databases.stream().map(Database::globalCluster).toList();
    }
}

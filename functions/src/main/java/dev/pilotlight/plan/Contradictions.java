package dev.pilotlight.plan;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What parts of a plan say against each other. Parts that could not be read are null and are passed over, so that a
 * reader can ask about the rest and report everything at once.
 */
final class Contradictions {
    private static final RegionName ALARMS = new RegionName("us-east-1");

    private final @Nullable AccountId account;
    private final @Nullable Regions regions;
    private final String prefix;
    private final String place;
    private final List<Problem> problems;

    Contradictions(@Nullable AccountId account, @Nullable Regions regions) {
        this(account, regions, "", "recovery", new ArrayList<>());
    }

    /**
     * @param regions of which the second is where the application is to be brought up
     * @param prefix of the names of fields
     * @param place what that Region is called
     */
    private Contradictions(
            @Nullable AccountId account,
            @Nullable Regions regions,
            String prefix,
            String place,
            List<Problem> problems) {
        this.account = account;
        this.regions = regions;
        this.prefix = prefix;
        this.place = place;
        this.problems = problems;
    }

    List<Problem> found() {
        return List.copyOf(problems);
    }

    Contradictions in(List<? extends @Nullable SignalSource> signals) {
        unique(
                "outage.signals",
                signals.stream()
                        .map(signal -> signal == null ? null : signal.name())
                        .toList());
        for (int i = 0; i < signals.size(); i++) {
            if (signals.get(i) instanceof SignalSource.AlarmSignal signal) {
                inAccount("outage.signals[" + i + "].alarm", signal.alarm().account());
            }
        }
        requireWitness(signals);
        return this;
    }

    /** Metrics of Route 53's health checks, and so the alarms on them, exist in us-east-1 only. */
    private void requireWitness(List<? extends @Nullable SignalSource> signals) {
        boolean sharesItsFate = regions != null && regions.primary().equals(ALARMS);
        boolean known = !signals.isEmpty() && signals.stream().noneMatch(Objects::isNull);
        if (sharesItsFate && known && signals.stream().noneMatch(SignalSource.WitnessSignal.class::isInstance)) {
            add(
                    "outage.signals",
                    "the primary is " + ALARMS + ", where the alarms on health checks live, and no witness is named",
                    "add {name: witness, kind: witness}, and deploy trigger/witness.yaml in a third Region");
        }
    }

    Contradictions inDatabases(List<? extends @Nullable Database> databases) {
        unique(
                "databases",
                databases.stream()
                        .map(each -> each == null ? null : each.name())
                        .toList());
        Set<GlobalClusterId> globalClusters = new HashSet<>();
        for (int i = 0; i < databases.size(); i++) {
            Database database = databases.get(i);
            if (database == null) {
                continue;
            }
            String path = "databases[" + i + "].";
            inAccount(path + "primaryCluster", database.primaryCluster().account());
            inAccount(path + "recoveryCluster", database.recoveryCluster().account());
            if (regions != null) {
                inRegion(path + "primaryCluster", database.primaryCluster().region(), "primary", regions.primary());
                inRegion(path + "recoveryCluster", database.recoveryCluster().region(), "recovery", regions.recovery());
            }
            if (!globalClusters.add(database.globalCluster())) {
                add(
                        path + "globalCluster",
                        database.globalCluster() + " belongs to an earlier database too",
                        "name each global cluster once");
            }
        }
        return this;
    }

    Contradictions inFence(@Nullable FencePolicy fence) {
        if (fence == null) {
            return this;
        }
        unique("fence.methods", fence.methods().stream().map(Words::of).toList());
        unique("fence.subnets", fence.subnets().stream().map(SubnetId::value).toList());
        together(
                "fence.subnets", fence, FenceMethod.NETWORK_ACL, fence.subnets().isEmpty(), false);
        together(
                "fence.instanceTags",
                fence,
                FenceMethod.STOP_COMPUTE,
                fence.instanceTags().isEmpty(),
                true);
        together("fence.function", fence, FenceMethod.FUNCTION, fence.function() == null, true);
        if (fence.function() != null) {
            inAccount("fence.function", fence.function().account());
        }
        return this;
    }

    /** A field of one method makes no sense without it, and some methods make none without their field. */
    private void together(String path, FencePolicy fence, FenceMethod method, boolean absent, boolean needed) {
        if (absent && needed && fence.uses(method)) {
            add(path, "the method " + Words.of(method) + " needs it", "name it, or take the method out");
        }
        if (!absent && !fence.uses(method)) {
            add(path, "it belongs to the method " + Words.of(method), "add that method, or leave this out");
        }
    }

    Contradictions inTiers(List<? extends @Nullable Tier> tiers) {
        unique(
                "tiers",
                tiers.stream().map(each -> each == null ? null : each.name()).toList());
        Set<String> started = new LinkedHashSet<>();
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            if (tier == null) {
                return this;
            }
            for (int group = 0; group < tier.targetGroups().size(); group++) {
                String path = "tiers[" + i + "].targetGroups[" + group + "]";
                TargetGroupArn targetGroup = tier.targetGroups().get(group);
                inAccount(path, targetGroup.account());
                if (regions != null) {
                    inRegion(path, targetGroup.region(), place, regions.recovery());
                }
            }
            for (String before : tier.after()) {
                if (!started.contains(before)) {
                    add(
                            "tiers[" + i + "].after",
                            "'" + before + "' is not the name of an earlier tier",
                            "name tiers that stand above this one, which also keeps the order free of circles");
                }
            }
            started.add(tier.name());
        }
        return this;
    }

    Contradictions inBindings(
            List<? extends @Nullable Binding> bindings, List<? extends @Nullable Database> databases) {
        unique(
                "bindings",
                bindings.stream()
                        .map(each -> each == null ? null : each.target())
                        .toList());
        if (databases.stream().anyMatch(Objects::isNull)) {
            return this;
        }
        Set<String> names = new LinkedHashSet<>();
        databases.forEach(database -> names.add(database.name()));
        for (int i = 0; i < bindings.size(); i++) {
            Binding binding = bindings.get(i);
            if (binding != null && !names.contains(binding.database())) {
                add(
                        "bindings[" + i + "].value",
                        "'" + binding.database() + "' is not a database of this plan",
                        "use one of " + names);
            }
        }
        return this;
    }

    Contradictions inSites(List<? extends @Nullable Site> sites, @Nullable TrafficSwitch traffic) {
        unique(
                "sites",
                sites.stream().map(each -> each == null ? null : each.name()).toList());
        boolean moves = traffic != null && !(traffic instanceof TrafficSwitch.NoSwitch);
        if (moves && sites.isEmpty()) {
            add(
                    "sites",
                    "no site is checked, and yet traffic is moved",
                    "name a site to check, or set traffic.kind to none");
        }
        return this;
    }

    Contradictions inTraffic(@Nullable TrafficSwitch traffic) {
        if (traffic instanceof TrafficSwitch.RoutingControl control) {
            inAccount("traffic.routingControl", control.primary().account());
            control.recovery().ifPresent(on -> inAccount("traffic.recoveryControl", on.account()));
        }
        return this;
    }

    /** What a drill uses must be its own: it must not touch what production uses. */
    Contradictions inDrill(
            @Nullable Drill drill, List<? extends @Nullable Tier> tiers, List<? extends @Nullable Site> sites) {
        if (drill == null) {
            refuseBootTests(tiers, "there is no section drill to boot in", "add it, or leave bootTest out");
            return this;
        }
        for (Tier tier : tiers) {
            if (tier instanceof InstanceTier launched) {
                apart("drill.subnets", drill.subnets(), launched.subnets(), launched.name());
                apart("drill.securityGroups", drill.securityGroups(), launched.securityGroups(), launched.name());
                apart(
                        "drill.instanceProfile",
                        List.of(drill.instanceProfile()),
                        List.of(launched.instanceProfile()),
                        launched.name());
            }
            if (tier != null) {
                apart("drill.targetGroups", drill.targetGroups(), tier.targetGroups(), tier.name());
            }
        }
        unique("drill.sites", drill.sites().stream().map(Site::name).toList());
        for (Site site : sites) {
            if (site != null) {
                List<URI> own = drill.sites().stream().map(Site::url).toList();
                apart("drill.sites", own, List.of(site.url()), site.name());
            }
        }
        for (int i = 0; i < drill.targetGroups().size(); i++) {
            String path = "drill.targetGroups[" + i + "]";
            inAccount(path, drill.targetGroups().get(i).account());
            if (regions != null) {
                inRegion(path, drill.targetGroups().get(i).region(), "recovery", regions.recovery());
            }
        }
        return this;
    }

    /** The drill's place lies in the recovery Region. */
    private Contradictions withoutBootTests(List<? extends @Nullable Tier> tiers) {
        refuseBootTests(tiers, "images are booted in the recovery Region only", "leave bootTest out here");
        return this;
    }

    private void refuseBootTests(List<? extends @Nullable Tier> tiers, String why, String remedy) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i) instanceof InstanceTier tier && tier.image().bootTest()) {
                add("tiers[" + i + "].image.bootTest", why, remedy);
            }
        }
    }

    private <T> void apart(String path, List<T> own, List<T> used, String by) {
        own.stream()
                .filter(used::contains)
                .findFirst()
                .ifPresent(shared -> add(
                        path,
                        "'" + shared + "' is used by " + by + " of production too",
                        "give the drill one of its own"));
    }

    Contradictions inNotification(@Nullable Notification notification) {
        if (notification != null) {
            inAccount("notify.topic", notification.topic().account());
            if (regions != null) {
                inRegion("notify.topic", notification.topic().region(), "recovery", regions.recovery());
            }
        }
        return this;
    }

    /** What serves at home lies in the primary Region. */
    Contradictions inFailback(@Nullable Failback failback, @Nullable TrafficSwitch traffic) {
        if (failback != null) {
            Regions home = regions == null ? null : regions.reversed();
            new Contradictions(account, home, "failback.", "primary", problems)
                    .inTiers(failback.tiers())
                    .withoutBootTests(failback.tiers())
                    .inSites(failback.sites(), traffic);
        }
        return this;
    }

    Contradictions inVersion(@Nullable Integer version) {
        if (version != null && version != Plan.VERSION) {
            add(
                    "version",
                    "version " + version + " is not known",
                    "write " + Plan.VERSION + ", or leave the field out");
        }
        return this;
    }

    private void inAccount(String path, AccountId found) {
        if (account != null && !found.equals(account)) {
            add(path, "it belongs to account " + found, "use a resource of the plan's account " + account);
        }
    }

    private void inRegion(String path, RegionName found, String role, RegionName wanted) {
        if (!found.equals(wanted)) {
            add(path, "it lies in " + found, "use a resource of the " + role + " Region " + wanted);
        }
    }

    private void unique(String path, List<@Nullable String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name != null && !seen.add(name)) {
                add(path + "[" + i + "]", "'" + name + "' is there twice", "give each its own name");
            }
        }
    }

    private void add(String path, String found, String remedy) {
        problems.add(new Problem(prefix + path, found, remedy));
    }
}

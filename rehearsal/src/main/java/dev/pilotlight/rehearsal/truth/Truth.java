package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.cloudwatch.Datum;
import dev.pilotlight.twin.service.cloudwatch.Metric;
import dev.pilotlight.twin.service.ec2.Ec2Service;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import dev.pilotlight.twin.service.sns.Publication;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of a twin, as somebody sees it who stands outside: what is, not what a service says about it. */
public final class Truth {
    private static final String DRILL_TAG = "pilotlight:drill";
    private static final String VERIFIED_TAG = "pilotlight:verified";
    private static final String YES = "yes";
    private static final String FAILOVER = "failover";

    private final Twin twin;
    private final Plan plan;
    private final Promotions promotions;
    private final Destination destination;
    private final HomeTruth home;
    private final OldDataTruth oldData;
    private long journalChanges = -1;
    private @Nullable JournalView journal;
    private @Nullable Instant lostAt;
    private @Nullable Instant healedAt;
    private long earlierEpoch;
    private Instant curtainRoseAt = Instant.MIN;

    /** The truth about what one plan speaks of. */
    public Truth(Twin twin, Plan plan) {
        this.twin = twin;
        this.plan = plan;
        this.promotions = new Promotions(twin, plan);
        this.destination = new Destination(twin, plan);
        this.home = new HomeTruth(twin, this);
        this.oldData = new OldDataTruth(twin, this);
    }

    /** Whatever has happened so far did so before anything that is looked at began. */
    public void curtainRises() {
        curtainRoseAt = now();
        promotions.forgetWhatWas();
        oldData.curtainRises();
        earlierEpoch = epoch();
    }

    /** What was promoted before belongs to what was begun before. */
    public void beginsAnew() {
        promotions.forgetWhatWas();
    }

    /** Whether since then something else than a failover was begun, and a failover has taken its place. */
    public boolean isGivenUp() {
        List<JournalView.Entry> opened = journal().entries().stream()
                .filter(entry -> entry.is("opened") && entry.epoch() > earlierEpoch)
                .toList();
        return !opened.isEmpty()
                && !opened.getFirst().text("purpose").equalsIgnoreCase(FAILOVER)
                && opened.getLast().text("purpose").equalsIgnoreCase(FAILOVER);
    }

    /** What people were told since then. */
    List<String> told() {
        return twin.topics().publications(plan.topicOr(Walkthrough.TOPIC)).stream()
                .filter(message -> !message.at().isBefore(curtainRoseAt))
                .map(Publication::message)
                .toList();
    }

    /**
     * Whether the newest run is one of this machine that began since then, and has closed its record as succeeded.
     *
     * @param machine like {@code sync-images}
     */
    public boolean isDone(String machine) {
        String words = machine.replace("-", "");
        return epoch() > earlierEpoch
                && journal().entries(epoch()).stream()
                        .anyMatch(entry -> entry.text("purpose").equalsIgnoreCase(words))
                && journal().entries(epoch(), "closed").stream()
                        .anyMatch(closed -> closed.text("verdict").equals("SUCCEEDED"));
    }

    /** What of the application is in the recovery Region. */
    public Destination destination() {
        return destination;
    }

    /** The same application on its way home. */
    public HomeTruth home() {
        return home;
    }

    /** What is kept of an old primary. */
    public OldDataTruth oldData() {
        return oldData;
    }

    /** The images of a Region as they are now. */
    public ImageTruth images(String region) {
        return new ImageTruth(twin, region, region.equals(recovery()));
    }

    public Plan plan() {
        return plan;
    }

    public Instant now() {
        return twin.timeline().now();
    }

    public Physics physics() {
        return twin.nature().physics();
    }

    public String primary() {
        return plan.regions().primary().value();
    }

    public String recovery() {
        return plan.regions().recovery().value();
    }

    /** Since when the primary Region is down; empty while it is alive. */
    public Optional<Instant> primaryDownSince() {
        return twin.nature().outages().downSince(primary());
    }

    /** When the primary Region was lost for the last time, even if it is back by now. */
    public Optional<Instant> primaryLostAt() {
        return primaryDownSince().or(() -> Optional.ofNullable(lostAt));
    }

    /** When the primary Region came back. */
    public Optional<Instant> primaryHealedAt() {
        return Optional.ofNullable(healedAt);
    }

    /** Remembers that the primary Region comes back now. */
    public void primaryHeals() {
        lostAt = primaryDownSince().orElse(lostAt);
        healedAt = now();
    }

    /** The journal as it lies in the table. */
    public JournalView journal() {
        long changes = twin.tables().changes(recovery(), Walkthrough.TABLE);
        JournalView known = journal;
        if (known == null || changes != journalChanges) {
            known = JournalView.of(plan.plan().value(), twin.tables().contents(recovery(), Walkthrough.TABLE));
            journal = known;
            journalChanges = changes;
        }
        return known;
    }

    /** The epoch that the plan's lease is at; 0 while nobody ever took it. */
    public long epoch() {
        return journal()
                .lease(plan.plan().value())
                .map(JournalView.Lease::epoch)
                .orElse(0L);
    }

    /** Every promotion that took effect since it began, in all databases of the plan, in the order of their effects. */
    public List<PromotionEffect> promotions() {
        return promotions.counting();
    }

    /** The clusters of a database that take writes now. */
    public List<String> writers(Database database) {
        return twin.rds().writers(database.globalCluster().value(), now());
    }

    /** Whether the recovery cluster of a database takes writes now. */
    public boolean isPromoted(Database database) {
        return writers(database).contains(database.recoveryCluster().value());
    }

    /** What the metric of the replication lag holds, the oldest sample first. */
    public List<Datum> lagSamples(Database database) {
        return destination.lagSamples(database);
    }

    /** The instances of a tier in the recovery Region that are not gone. */
    public List<Ec2Service.Sight> instances(Tier tier) {
        return destination.instances(tier);
    }

    /** The instances of the plan in the recovery Region that are not gone. */
    public List<Ec2Service.Sight> instances() {
        return destination.instances();
    }

    /** Whether an instance of the recovery Region was launched by a drill of the plan. */
    public boolean isOfDrill(String instance) {
        return twin.ec2()
                .instance(recovery(), instance)
                .map(sight -> plan.plan().value().equals(sight.tags().get(DRILL_TAG)))
                .orElse(false);
    }

    /** What drills have made in the recovery Region and is still there. */
    public List<String> remainsOfDrills() {
        List<String> remains = new ArrayList<>();
        twin.ec2().instances(recovery()).stream()
                .filter(sight -> sight.tags().containsKey(DRILL_TAG))
                .filter(sight -> Destination.isLiving(sight.guest().state(now())))
                .forEach(sight -> remains.add("instance " + sight.launch().instanceId()));
        twin.rds().everything(recovery(), now()).stream()
                .filter(what -> what.contains("pilotlight-drill-"))
                .forEach(remains::add);
        return remains;
    }

    /** What the traffic switch says, {@code yes} while the primary serves; empty when there is none. */
    public String switchPosition() {
        return switch (plan.traffic()) {
            case TrafficSwitch.LatchedObject object ->
                twin.s3()
                        .content(object.bucket(), object.key())
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                        .orElse("");
            case TrafficSwitch.LatchedMetric latched -> said(latched);
            case TrafficSwitch.RoutingControl control ->
                twin.routing().isOn(control.primary().value()) ? YES : "no";
            case TrafficSwitch.NoSwitch _ -> "";
        };
    }

    /** A metric that nobody has ever published leaves visitors where they are. */
    private String said(TrafficSwitch.LatchedMetric latched) {
        List<Datum> samples =
                twin.cloudWatch().recent(recovery(), Metric.of(latched.namespace(), latched.metric(), Map.of()));
        boolean moved = !samples.isEmpty() && samples.getLast().summary().minimum() < 1;
        return moved ? "no" : YES;
    }

    /** Whether the plan has a switch that moves visitors. */
    public boolean hasSwitch() {
        return !(plan.traffic() instanceof TrafficSwitch.NoSwitch);
    }

    /** Whether the switch says that the primary does not serve. */
    public boolean trafficMoved() {
        return hasSwitch() && !switchPosition().equals(YES);
    }

    /** Where a visitor is sent now. */
    public String servedBy() {
        return twin.resolve(Walkthrough.SHOP).map(answer -> answer.host()).orElse("nowhere");
    }

    /**
     * The application's resources in the recovery Region in words, without ids and moments: equal words, equal states.
     */
    public List<String> application() {
        List<String> lines = new ArrayList<>();
        for (Database database : plan.databases()) {
            String how = twin.rds().promotions(database.globalCluster().value()).stream()
                    .map(effect -> effect.how().name())
                    .collect(Collectors.joining(","));
            lines.add("database " + database.name() + ": promoted " + isPromoted(database) + " by [" + how + "]");
        }
        for (Tier tier : plan.tiers()) {
            lines.add(machines(tier));
        }
        plan.bindings().forEach(binding -> lines.add(destination.bound(binding)));
        if (hasSwitch()) {
            lines.add("switch: " + switchPosition());
        }
        return lines;
    }

    private String machines(Tier tier) {
        return switch (tier) {
            case InstanceTier launched ->
                "tier " + tier.name() + ": " + instances(tier).size() + " instances, image "
                        + (hasVerifiedImage(launched) ? "verified" : "none");
            case ScalingTier scaling -> "tier " + tier.name() + ": " + destination.group(scaling);
        };
    }

    private boolean hasVerifiedImage(InstanceTier tier) {
        return twin.ec2().imageTags(recovery()).stream()
                .anyMatch(tags -> tags.containsKey(VERIFIED_TAG)
                        && tags.entrySet().containsAll(tier.image().tags().entrySet()));
    }

    /** Everything about the twin that a call could depend on, in words: equal words, equal situations. */
    public String situation() {
        JournalView view = journal();
        String databases = plan.databases().stream()
                .map(database -> writers(database).toString())
                .collect(Collectors.joining());
        return String.join("\n", application())
                + '\n'
                + databases
                + '\n'
                + destination.machines()
                + '\n'
                + view.leases()
                + '\n'
                + view.entries().size()
                + '\n'
                + primaryDownSince().isPresent()
                + '\n'
                + servedBy();
    }
}

package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Documents as plans. The reader goes on after a mistake, so that one reading names every field that is unknown,
 * missing or malformed, and everything in which the readable parts contradict each other.
 */
public final class PlanReader {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private PlanReader() {}

    /**
     * The plan that a document describes.
     *
     * @throws InvalidPlanException with the complete list of what is wrong
     */
    public static Plan read(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        Read<Plan> plan = plan(new Fields(document, "", problems), problems);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return plan.get();
    }

    private static Read<Plan> plan(Fields fields, List<Problem> problems) {
        Read<Integer> version = fields.number("version", Plan.VERSION);
        Read<PlanName> name = fields.text("plan", PlanName::new);
        Read<AccountId> account = fields.text("account", AccountId::new);
        Read<Regions> regions = fields.object("regions", PlanReader::regions);
        Read<Autonomy> autonomy = fields.word("autonomy", Autonomy.class);
        Read<OutagePolicy> outage = fields.object("outage", OutageReader::read);
        Reads<Database> databases = fields.objects("databases", PlanReader::database);
        Read<FencePolicy> fence =
                fields.has("fence") ? fields.object("fence", FenceReader::read) : new Read<>(FenceReader.nothing());
        Reads<Tier> tiers = fields.objects("tiers", TierReader::read);
        Reads<Binding> bindings =
                fields.has("bindings") ? fields.objects("bindings", PlanReader::binding) : Reads.none();
        Reads<Site> sites = fields.objects("sites", PlanReader::site);
        Read<TrafficSwitch> traffic = fields.object("traffic", TrafficReader::read);
        Read<Duration> holdCapacity = fields.duration("holdCapacity", Duration.ZERO);
        Read<Drill> drill = fields.has("drill") ? fields.object("drill", PlanReader::drill) : Read.unreadable();
        Read<ApprovalPolicy> approval =
                fields.has("approval") ? fields.object("approval", PlanReader::approval) : Read.unreadable();
        Read<Notification> notification =
                fields.has("notify") ? fields.object("notify", PlanReader::notification) : Read.unreadable();
        Read<Objectives> objectives = fields.object("objectives", PlanReader::objectives);
        Read<Failback> failback =
                fields.has("failback") ? fields.object("failback", PlanReader::failback) : Read.unreadable();
        // What can be read is checked against each other even when the rest is wrong: one reading shows everything.
        OutagePolicy knownOutage = outage.value();
        List<Problem> contradictions = new Contradictions(account.value(), regions.value())
                .in(knownOutage == null ? List.of() : knownOutage.signals())
                .inDatabases(databases.known())
                .inFence(fence.value())
                .inTiers(tiers.known())
                .inBindings(bindings.known(), databases.known())
                .inSites(sites.known(), traffic.value())
                .inTraffic(traffic.value())
                .inDrill(drill.value(), tiers.known(), sites.known())
                .inNotification(notification.value())
                .inFailback(failback.value(), traffic.value())
                .inVersion(version.value())
                .found();
        problems.addAll(contradictions);
        return fields.build(() -> contradictions.isEmpty()
                ? new Plan(
                        name.get(),
                        account.get(),
                        regions.get(),
                        autonomy.get(),
                        outage.get(),
                        databases.get(),
                        fence.get(),
                        tiers.get(),
                        bindings.get(),
                        sites.get(),
                        traffic.get(),
                        holdCapacity.get(),
                        drill.value(),
                        approval.value(),
                        notification.value(),
                        objectives.get(),
                        failback.value(),
                        version.get())
                : Read.<Plan>unreadable().get());
    }

    private static Read<Regions> regions(Fields fields) {
        Read<RegionName> primary = fields.text("primary", RegionName::new);
        Read<RegionName> recovery = fields.text("recovery", RegionName::new);
        return fields.build(() -> new Regions(primary.get(), recovery.get()));
    }

    private static Read<Database> database(Fields fields) {
        Read<String> name = fields.text("name");
        Read<GlobalClusterId> globalCluster = fields.text("globalCluster", GlobalClusterId::new);
        Read<ClusterArn> primary = fields.text("primaryCluster", ClusterArn::new);
        Read<ClusterArn> recovery = fields.text("recoveryCluster", ClusterArn::new);
        Read<Strategy> strategy = fields.word("strategy", Strategy.class);
        Read<Duration> deadline = fields.duration("managedDeadline", Duration.ofMinutes(15));
        Read<Duration> maxLag = fields.duration("maxLag");
        Read<Optional<String>> instanceClass = fields.optional("instanceClass", text -> text);
        return fields.build(() -> new Database(
                name.get(),
                globalCluster.get(),
                primary.get(),
                recovery.get(),
                strategy.get(),
                deadline.get(),
                maxLag.get(),
                instanceClass.get()));
    }

    private static Read<Binding> binding(Fields fields) {
        if (fields.has("secret")) {
            Read<String> secret = fields.text("secret");
            Read<String> key = fields.text("key");
            Read<String> fact = fields.text("value");
            return fields.build(() -> new Binding.SecretBinding(secret.get(), key.get(), fact.get()));
        }
        Read<String> parameter = fields.text("parameter");
        Read<String> value = fields.text("value");
        return fields.build(() -> new Binding.ParameterBinding(parameter.get(), value.get()));
    }

    private static Read<Site> site(Fields fields) {
        Read<String> name = fields.text("name");
        Read<URI> url = fields.url("url");
        Read<Expectation> expect = fields.object("expect", PlanReader::expectation);
        Read<Integer> passes = fields.number("passes");
        Read<Duration> interval = fields.duration("interval", CHECK_INTERVAL);
        return fields.build(() -> new Site(name.get(), url.get(), expect.get(), passes.get(), interval.get()));
    }

    private static Read<Expectation> expectation(Fields fields) {
        Read<Integer> status = fields.number("status");
        Read<String> body = fields.has("body") ? fields.text("body") : Read.unreadable();
        return fields.build(() -> new Expectation(status.get(), body.value()));
    }

    private static Read<Drill> drill(Fields fields) {
        Reads<SubnetId> subnets = fields.texts("subnets", SubnetId::new);
        Reads<SecurityGroupId> securityGroups =
                fields.has("securityGroups") ? fields.texts("securityGroups", SecurityGroupId::new) : Reads.none();
        Read<String> instanceProfile = fields.text("instanceProfile");
        Read<DrillDatabase> database = fields.word("database", DrillDatabase.class);
        Reads<TargetGroupArn> targetGroups =
                fields.has("targetGroups") ? fields.texts("targetGroups", TargetGroupArn::new) : Reads.none();
        Reads<Site> sites = fields.has("sites") ? fields.objects("sites", PlanReader::site) : Reads.none();
        return fields.build(() -> new Drill(
                subnets.get(),
                securityGroups.get(),
                instanceProfile.get(),
                database.get(),
                targetGroups.get(),
                sites.get()));
    }

    private static Read<ApprovalPolicy> approval(Fields fields) {
        Read<Duration> within = fields.duration("within");
        return fields.build(() -> new ApprovalPolicy(within.get()));
    }

    private static Read<Notification> notification(Fields fields) {
        Read<TopicArn> topic = fields.text("topic", TopicArn::new);
        return fields.build(() -> new Notification(topic.get()));
    }

    private static Read<Failback> failback(Fields fields) {
        Reads<Tier> tiers = fields.objects("tiers", TierReader::read);
        Reads<Site> sites = fields.objects("sites", PlanReader::site);
        Read<Duration> maxLag = fields.duration("maxLag", Failback.USUAL_LAG);
        Read<Duration> syncWithin = fields.duration("syncWithin", Failback.USUAL_SYNC);
        Read<Duration> answerWithin = fields.duration("answerWithin", Failback.USUAL_ANSWER);
        Read<Duration> drain = fields.duration("drain", Failback.USUAL_DRAIN);
        return fields.build(() -> new Failback(
                tiers.get(), sites.get(), maxLag.get(), syncWithin.get(), answerWithin.get(), drain.get()));
    }

    private static Read<Objectives> objectives(Fields fields) {
        Read<Duration> rto = fields.duration("rto");
        Read<Duration> rpo = fields.duration("rpo");
        return fields.build(() -> new Objectives(rto.get(), rpo.get()));
    }
}

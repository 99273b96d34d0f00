package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * RemoveFromGlobalCluster, FailoverGlobalCluster and SwitchoverGlobalCluster. None of them takes an idempotency token.
 */
final class Promotions {
    static final Set<String> REMOVE = Set.of("GlobalClusterIdentifier", "DbClusterIdentifier");
    static final Set<String> FAILOVER =
            Set.of("GlobalClusterIdentifier", "TargetDbClusterIdentifier", "AllowDataLoss", "Switchover");
    static final Set<String> SWITCHOVER = Set.of("GlobalClusterIdentifier", "TargetDbClusterIdentifier");

    private final RdsWorld world;
    private final GlobalClusters globals;

    Promotions(RdsWorld world, GlobalClusters globals) {
        this.world = world;
        this.globals = globals;
    }

    List<Xml> remove(QueryParameters parameters, CallContext context) {
        GlobalCluster global = globals.named(parameters, context);
        DbCluster member = member(global, parameters.required("DbClusterIdentifier"));
        refuseElsewhere(member, context);
        refuseDuringHandover(global);
        refusePromoting(member, global, context);
        if (global.isWriter(member) && global.members().size() > 1) {
            throw RdsErrors.invalidGlobalClusterState("Unable to remove cluster " + member.arn()
                    + " that is a primary member of global cluster while there are other global cluster members");
        }
        global.leave(member, context.now().plus(world.physics().membershipLag()));
        if (!global.isWriter(member)) {
            promote(global, member, Promotion.DETACH, context);
        }
        return globals.answer(global, context);
    }

    List<Xml> failover(QueryParameters parameters, CallContext context) {
        boolean lossy = parameters.flag("AllowDataLoss");
        if (lossy && parameters.flag("Switchover")) {
            throw RdsErrors.invalidCombination("AllowDataLoss and Switchover can't be specified together.");
        }
        return handOver(lossy ? Promotion.FAILOVER : Promotion.SWITCHOVER, parameters, context);
    }

    List<Xml> switchover(QueryParameters parameters, CallContext context) {
        return handOver(Promotion.SWITCHOVER, parameters, context);
    }

    private List<Xml> handOver(Promotion how, QueryParameters parameters, CallContext context) {
        GlobalCluster global = globals.named(parameters, context);
        DbCluster target = member(global, parameters.required("TargetDbClusterIdentifier"));
        refuseDuringHandover(global);
        refusePromoting(target, global, context);
        if (global.isWriter(target)) {
            throw RdsErrors.invalidClusterState(
                    "The cluster " + target.arn() + " is already the primary cluster of " + global.identifier());
        }
        DbCluster old = writer(global);
        switch (how) {
            case FAILOVER -> {
                refuseElsewhere(target, context);
                refuseOtherVersion(old, target);
            }
            case SWITCHOVER -> {
                refuseUnhealthy(old, target, context);
                refuseOtherVersion(old, target);
            }
            case DETACH -> throw new IllegalArgumentException("a detach hands nothing over");
        }
        Optional<Duration> givenUp =
                how == Promotion.FAILOVER ? world.physics().failoverGivenUpAfter() : Optional.empty();
        global.begin(new GlobalCluster.Handover(how, old, target, context.now(), givenUp.map(context.now()::plus)));
        if (givenUp.isPresent()) {
            // Nothing changes hands: the service tries, and lets it be.
            return globals.answer(global, context);
        }
        if (how == Promotion.SWITCHOVER) {
            target.succeed(old, context.now());
            record(global, target, how, context);
            return globals.answer(global, context);
        }
        promote(global, target, how, context);
        if (world.physics().fencesOldPrimary()) {
            old.fence(context.now());
        }
        if (how == Promotion.FAILOVER) {
            global.oweSnapshot(old);
            world.globals(context.now());
        }
        return globals.answer(global, context);
    }

    private void promote(GlobalCluster global, DbCluster cluster, Promotion how, CallContext context) {
        cluster.promote(how, context.now());
        record(global, cluster, how, context);
    }

    private void record(GlobalCluster global, DbCluster cluster, Promotion how, CallContext context) {
        world.record(new PromotionEffect(
                global.identifier(), cluster.arn(), how, context.now(), context.principal(), context.requestId()));
    }

    private static DbCluster member(GlobalCluster global, String arn) {
        if (ClusterName.parse(arn).isEmpty()) {
            throw RdsErrors.invalidValue("Malformed db cluster arn " + arn);
        }
        return global.member(arn).orElseThrow(() -> RdsErrors.notAMember(arn, global.identifier()));
    }

    private static DbCluster writer(GlobalCluster global) {
        return global.members().stream()
                .filter(global::isWriter)
                .findFirst()
                .orElseThrow(() -> RdsErrors.invalidGlobalClusterState(
                        "Global cluster " + global.identifier() + " has no primary cluster"));
    }

    private static void refuseElsewhere(DbCluster cluster, CallContext context) {
        if (!cluster.name().region().equals(context.region())) {
            throw RdsErrors.noSuchCluster(cluster.arn());
        }
    }

    private static void refuseDuringHandover(GlobalCluster global) {
        global.handover().ifPresent(handover -> {
            throw RdsErrors.invalidGlobalClusterState("Global cluster " + global.identifier() + " is handing over to "
                    + handover.to().arn() + "; try again when it is available");
        });
    }

    private static void refusePromoting(DbCluster cluster, GlobalCluster global, CallContext context) {
        if (global.isLeaving(cluster) || cluster.isPromoting(context.now())) {
            throw RdsErrors.invalidClusterState(
                    "The DB cluster " + cluster.arn() + " isn't in the available state: it is promoting");
        }
    }

    /** The wording is an assumption; that the versions must agree is documented. */
    private static void refuseOtherVersion(DbCluster old, DbCluster target) {
        String from = old.definition().engineVersion();
        String to = target.definition().engineVersion();
        if (!from.equals(to)) {
            throw RdsErrors.invalidGlobalClusterState("The engine version " + to + " of the target DB cluster isn't "
                    + "compatible with the engine version " + from + " of the primary DB cluster");
        }
    }

    /** A switchover needs both clusters, and a target that is in step. */
    private static void refuseUnhealthy(DbCluster old, DbCluster target, CallContext context) {
        if (!old.engine().isAlive(context.now())
                || target.engine().lag(context.now()).isEmpty()) {
            throw RdsErrors.invalidGlobalClusterState(
                    "A switchover needs healthy clusters, but " + old.arn() + " doesn't replicate to " + target.arn());
        }
    }
}

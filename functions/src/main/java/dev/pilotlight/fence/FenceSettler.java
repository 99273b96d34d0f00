package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.fence.OldInstance.State;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.OpenIntent;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableThrottledException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the primary Region shows of a fence. It may not answer at all, which is what outages are like, so nothing is
 * waited for twice: after one request without an answer everything else is unclear. What stays unclear is undone, or
 * done again, by the next epoch.
 */
public final class FenceSettler {
    private final DatabaseNetwork network;
    private final OldInstances instances;
    private final OldGroups groups;
    private @Nullable String silence;

    FenceSettler(DatabaseNetwork network, OldInstances instances, OldGroups groups) {
        this.network = network;
        this.instances = instances;
        this.groups = groups;
    }

    /** Over the primary Region of a plan, for one invocation. */
    public static FenceSettler of(Plan plan, AwsClients clients) {
        RegionName primary = plan.regions().primary();
        return new FenceSettler(
                new VpcDatabaseNetwork(clients, primary),
                new Ec2OldInstances(clients, primary),
                new Ec2OldGroups(clients, primary));
    }

    /** Whether the VPC has a network ACL of the act's epoch. */
    public Trace networkAclCreated(Plan plan, OpenIntent intent) {
        return look(() -> network.created(plan.plan(), intent.epoch()).entrySet().stream()
                .filter(created -> created.getValue().equals(intent.act().target()))
                .findFirst()
                .<Trace>map(created ->
                        new Trace.Found(Map.of("acl", created.getKey().value())))
                .orElseGet(Trace.Nothing::new));
    }

    /** Whether the network ACL is gone. */
    public Trace networkAclDeleted(Plan plan, OpenIntent intent) {
        NetworkAclId acl = new NetworkAclId(intent.act().target());
        return look(() -> Trace.of(!network.created(plan.plan(), intent.epoch()).containsKey(acl)));
    }

    /** Whether the subnet is behind the network ACL that it was to be moved to, either way. */
    public Trace subnetMoved(Act act) {
        Move move = Move.of(act);
        return look(() -> network.gates(List.of(move.subnet())).stream()
                .findFirst()
                .map(gate -> Trace.of(gate.acl().equals(move.to())))
                .orElseGet(() -> new Trace.Unclear("there is no subnet " + move.subnet())));
    }

    /** Whether none of the instances runs any more. */
    public Trace instancesStopped(Plan plan, Act act) {
        return instances(plan, act, State.RUNNING);
    }

    /** Whether none of the instances is stopped. */
    public Trace instancesStarted(Plan plan, Act act) {
        return instances(plan, act, State.STOPPED);
    }

    private Trace instances(Plan plan, Act act, State before) {
        List<InstanceId> ids = OldInstances.ids(act.target());
        return look(() -> {
            List<OldInstance> there = instances.of(plan.fence().instanceTags()).stream()
                    .filter(instance -> ids.contains(instance.id()))
                    .toList();
            long unchanged = there.stream()
                    .filter(instance -> instance.state() == before)
                    .count();
            return unchanged == 0 || unchanged == there.size()
                    ? Trace.of(unchanged == 0)
                    : new Trace.Unclear(unchanged + " of " + there.size() + " instances are " + before);
        });
    }

    /** Whether the group may have nothing; one that is gone has nothing. */
    public Trace groupEmptied(Act act) {
        return look(
                () -> Trace.of(groups.size(act.target()).orElse(GroupSize.NONE).equals(GroupSize.NONE)));
    }

    /** Whether the group may have what it had; what is neither that nor nothing is somebody else's. */
    public Trace groupRefilled(Act act) {
        return look(() -> groups.size(act.target())
                .map(size -> Trace.of(!size.equals(GroupSize.NONE)))
                .orElseGet(() -> new Trace.Unclear("there is no group " + act.target())));
    }

    /** Only the function itself knows, and it can be told anything again. */
    public Trace functionCalled(Act act) {
        return new Trace.Unclear("only " + act.target() + " knows; it is told again");
    }

    private Trace look(Supplier<Trace> how) {
        return Optional.ofNullable(silence).<Trace>map(Trace.Unclear::new).orElseGet(() -> ask(how));
    }

    private Trace ask(Supplier<Trace> how) {
        try {
            return how.get();
        } catch (PrimarySilentException silent) {
            silence = String.valueOf(silent.getMessage());
            return new Trace.Unclear(silence);
        } catch (RetryableThrottledException | BrokenConfigurationException rejected) {
            return new Trace.Unclear(String.valueOf(rejected.getMessage()));
        }
    }
}

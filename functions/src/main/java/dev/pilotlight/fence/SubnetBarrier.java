package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.FenceMethod;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the database subnets behind a network ACL that denies everything. Network ACLs keep no state, so connections
 * that are open are cut as well; but they filter only what crosses the border of a subnet. So the fence counts as
 * closed only when nothing but databases is inside.
 *
 * <p>Every epoch creates its own ACL and deletes it when it turns back. A request that lands late then finds no ACL to
 * lead to: that, and not a time to wait, is what makes the undo final.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html">Network ACL basics</a>
 */
final class SubnetBarrier implements Barrier {
    /** How long a creation is waited for that EC2 does not describe: it is eventually consistent. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(2);

    private final DatabaseNetwork network;
    private final Plan plan;
    private final Run run;

    SubnetBarrier(DatabaseNetwork network, Plan plan, Run run) {
        this.network = network;
        this.plan = plan;
        this.run = run;
    }

    @Override
    public FenceMethod method() {
        return FenceMethod.NETWORK_ACL;
    }

    @Override
    public Optional<String> obstacle() {
        List<SubnetId> subnets = subnets();
        return missing(subnets, network.gates(subnets));
    }

    @Override
    public Standing raise(Deeds deeds) {
        List<SubnetId> subnets = subnets();
        List<Gate> gates = network.gates(subnets);
        Optional<String> missing = missing(subnets, gates);
        if (missing.isPresent()) {
            return new Standing.Refused(missing.get());
        }
        settleClosed(deeds, gates);
        try {
            close(deeds, gates);
        } catch (NetworkChangedException changed) {
            return new Standing.UnderWay(String.valueOf(changed.getMessage()));
        }
        return standing(subnets);
    }

    private List<SubnetId> subnets() {
        return plan.fence().subnets().isEmpty()
                ? network.subnets(
                        plan.databases().stream().map(Database::primaryCluster).toList())
                : plan.fence().subnets().stream().sorted().toList();
    }

    private static Optional<String> missing(List<SubnetId> subnets, List<Gate> gates) {
        if (subnets.isEmpty()) {
            return Optional.of("the databases' subnet groups name no subnet");
        }
        List<SubnetId> missing = new ArrayList<>(subnets);
        gates.forEach(gate -> missing.remove(gate.subnet()));
        return missing.isEmpty() ? Optional.empty() : Optional.of("the primary Region has no subnet " + missing);
    }

    private void close(Deeds deeds, List<Gate> gates) throws NetworkChangedException {
        Map<String, NetworkAclId> denying = new TreeMap<>();
        for (Gate gate : gates) {
            if (!gate.closed()) {
                NetworkAclId acl = denying.get(gate.vpc());
                if (acl == null) {
                    acl = create(deeds, gate.vpc());
                    denying.put(gate.vpc(), acl);
                }
                NetworkAclId target = acl;
                Act act = new Move(gate.subnet(), gate.acl(), target).act(Act.Kind.CLOSE_SUBNET);
                deeds.carryOut(act, permit -> {
                    network.move(permit, gate, target);
                    return Map.of();
                });
            }
        }
    }

    /** Creating it again with the same token answers with the ACL that is there. */
    private NetworkAclId create(Deeds deeds, String vpc) {
        long gone = deeds.of(Act.Kind.DELETE_NETWORK_ACL).stream()
                .filter(Deed::happened)
                .count();
        String name = run.plan() + "/" + run.epoch() + "/" + vpc + "/" + gone;
        String token = Digests.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        Map<String, Object> facts = deeds.carryOut(
                new Act(Act.Kind.CREATE_NETWORK_ACL, vpc, token),
                permit -> Map.of(
                        "acl",
                        network.create(permit, run.plan(), run.epoch(), vpc).value()));
        deeds.settleOpen(Act.Kind.CREATE_NETWORK_ACL, vpc, new Settlement.Happened(facts));
        return new NetworkAclId(String.valueOf(facts.get("acl")));
    }

    private static void settleClosed(Deeds deeds, List<Gate> gates) {
        for (Gate gate : gates) {
            boolean landed = deeds.of(Act.Kind.CLOSE_SUBNET, gate.subnet().value()).stream()
                    .anyMatch(deed -> deed.open() && Move.of(deed.act()).to().equals(gate.acl()));
            if (landed) {
                deeds.settleOpen(Act.Kind.CLOSE_SUBNET, gate.subnet().value(), new Settlement.Happened(Map.of()));
            }
        }
    }

    private Standing standing(List<SubnetId> subnets) {
        List<SubnetId> open = network.gates(subnets).stream()
                .filter(gate -> !gate.closed())
                .map(Gate::subnet)
                .toList();
        if (!open.isEmpty()) {
            return new Standing.UnderWay("the network ACLs of " + open + " do not read as denying yet");
        }
        List<String> neighbours = network.neighbours(subnets);
        return neighbours.isEmpty()
                ? new Standing.Closed(
                        Map.of("subnets", subnets.stream().map(SubnetId::value).toList()))
                : new Standing.Leaky("others than databases are in their subnets, where no network ACL filters: "
                        + neighbours.stream().limit(5).toList());
    }

    @Override
    public Optional<String> lower(Deeds deeds, Instant now) {
        List<Move> closings = deeds.of(Act.Kind.CLOSE_SUBNET).stream()
                .filter(deed -> !deed.failed())
                .map(deed -> Move.of(deed.act()))
                .toList();
        List<Deed> creations = deeds.of(Act.Kind.CREATE_NETWORK_ACL).stream()
                .filter(deed -> !deed.failed())
                .toList();
        if (closings.isEmpty() && creations.isEmpty()) {
            return Optional.empty();
        }
        try {
            return remaining(deeds, closings, creations, now);
        } catch (NetworkChangedException changed) {
            return Optional.of(String.valueOf(changed.getMessage()));
        }
    }

    private Optional<String> remaining(Deeds deeds, List<Move> closings, List<Deed> creations, Instant now)
            throws NetworkChangedException {
        List<Gate> gates = network.gates(
                closings.stream().map(Move::subnet).distinct().sorted().toList());
        settleClosed(deeds, gates);
        List<SubnetId> reopened = reopen(deeds, closings, gates);
        if (!reopened.isEmpty()) {
            return Optional.of("reopening " + reopened);
        }
        List<NetworkAclId> created = deeds.epochs().stream()
                .flatMap(epoch -> network.created(run.plan(), epoch).keySet().stream())
                .toList();
        for (NetworkAclId acl : created) {
            deeds.carryOut(new Act(Act.Kind.DELETE_NETWORK_ACL, acl.value(), acl.value()), permit -> {
                network.delete(permit, acl);
                return Map.of();
            });
        }
        return created.isEmpty() ? settled(deeds, closings, creations, now) : Optional.of("deleting " + created);
    }

    private List<SubnetId> reopen(Deeds deeds, List<Move> closings, List<Gate> gates) throws NetworkChangedException {
        List<SubnetId> reopened = new ArrayList<>();
        for (Gate gate : gates) {
            Optional<Move> closing = closings.reversed().stream()
                    .filter(move ->
                            move.subnet().equals(gate.subnet()) && move.to().equals(gate.acl()))
                    .findFirst();
            if (closing.isPresent()) {
                Move back = closing.get().back();
                deeds.carryOut(back.act(Act.Kind.REOPEN_SUBNET), permit -> {
                    network.move(permit, gate, back.to());
                    return Map.of();
                });
                reopened.add(gate.subnet());
            }
        }
        return reopened;
    }

    /** No subnet is behind an ACL of ours, and none is described; but one may have been created a moment ago. */
    private static Optional<String> settled(Deeds deeds, List<Move> closings, List<Deed> creations, Instant now) {
        List<Deed> deletions = deeds.of(Act.Kind.DELETE_NETWORK_ACL).stream()
                .filter(deed -> !deed.failed())
                .toList();
        for (Deed creation : creations) {
            boolean seen = deletions.stream().anyMatch(deletion -> deletion.sequence() > creation.sequence());
            if (!seen && creation.at().plus(UNDESCRIBED).isAfter(now)) {
                return Optional.of("waiting to see whether a network ACL was created in "
                        + creation.act().target());
            }
            deeds.settleOpen(
                    Act.Kind.CREATE_NETWORK_ACL,
                    creation.act().target(),
                    seen
                            ? new Settlement.Happened(Map.of())
                            : new Settlement.DidNotHappen("EC2 describes no network ACL of ours"));
        }
        deletions.forEach(deletion -> deeds.settleOpen(
                Act.Kind.DELETE_NETWORK_ACL, deletion.act().target(), new Settlement.Happened(Map.of())));
        for (Move closing : closings) {
            String subnet = closing.subnet().value();
            deeds.settleOpen(Act.Kind.REOPEN_SUBNET, subnet, new Settlement.Happened(Map.of()));
            deeds.settleOpen(
                    Act.Kind.CLOSE_SUBNET,
                    subnet,
                    new Settlement.DidNotHappen("the network ACL that it would have led to is gone"));
        }
        return Optional.empty();
    }
}

package dev.pilotlight.fence;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Epoch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two database subnets of one VPC behind an ACL that lets everything through. */
final class NetworkInMemory implements DatabaseNetwork {
    static final SubnetId FIRST = new SubnetId("subnet-0000000a");
    static final SubnetId SECOND = new SubnetId("subnet-0000000b");
    static final String VPC = "vpc-1";
    static final NetworkAclId ORIGINAL = new NetworkAclId("acl-00000001");

    private final SortedMap<SubnetId, NetworkAclId> behind = new TreeMap<>();
    private final SortedMap<SubnetId, Integer> moves = new TreeMap<>();
    private final SortedMap<NetworkAclId, String> acls = new TreeMap<>();
    private final Deque<Runnable> late = new ArrayDeque<>();
    private final List<String> neighbours = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private boolean silent;
    private boolean denied;
    private int loseAnswersAfter = Integer.MAX_VALUE;
    private boolean lostRequestsAreLate;

    NetworkInMemory() {
        behind.put(FIRST, ORIGINAL);
        behind.put(SECOND, ORIGINAL);
    }

    /** From now on nothing answers, and nothing has an effect. */
    void fallSilent() {
        silent = true;
    }

    void answerAgain() {
        silent = false;
        loseAnswersAfter = Integer.MAX_VALUE;
    }

    /** From now on no change is allowed. */
    void deny() {
        denied = true;
    }

    /** After so many changes the answers are lost, and the changes are made. */
    void loseAnswersAfter(int changes) {
        loseAnswersAfter = changes;
    }

    /** After so many changes the answers are lost, and the changes are made only when {@link #land} says so. */
    void delayAfter(int changes) {
        loseAnswersAfter = changes;
        lostRequestsAreLate = true;
    }

    /** What is on its way takes effect, as far as it still can. */
    void land() {
        while (!late.isEmpty()) {
            late.pop().run();
        }
    }

    void addNeighbour(String networkInterface) {
        neighbours.add(networkInterface);
    }

    boolean isOpen() {
        return behind.values().stream().allMatch(ORIGINAL::equals);
    }

    boolean isClosed() {
        return behind.values().stream().noneMatch(ORIGINAL::equals);
    }

    /** How many network ACLs there are beside the original. */
    int created() {
        return acls.size();
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public List<SubnetId> subnets(List<ClusterArn> clusters) {
        look("subnets");
        return List.copyOf(behind.keySet());
    }

    @Override
    public List<Gate> gates(List<SubnetId> subnets) {
        look("gates");
        List<Gate> gates = new ArrayList<>();
        behind.forEach((subnet, acl) -> {
            if (subnets.contains(subnet)) {
                gates.add(new Gate(subnet, VPC, association(subnet), acl, !acl.equals(ORIGINAL)));
            }
        });
        return gates;
    }

    private String association(SubnetId subnet) {
        return subnet + "-" + moves.getOrDefault(subnet, 0);
    }

    @Override
    public List<String> neighbours(List<SubnetId> subnets) {
        look("neighbours");
        return List.copyOf(neighbours);
    }

    @Override
    public SortedMap<NetworkAclId, String> created(PlanName plan, Epoch epoch) {
        look("created");
        SortedMap<NetworkAclId, String> created = new TreeMap<>();
        acls.forEach((acl, mark) -> {
            if (mark.startsWith(plan + "/" + epoch + "/")) {
                created.put(acl, VPC);
            }
        });
        return created;
    }

    @Override
    public NetworkAclId create(Permit permit, PlanName plan, Epoch epoch, String vpc) {
        permit.spendOn(Act.Kind.CREATE_NETWORK_ACL, vpc);
        String mark = plan + "/" + epoch + "/" + permit.act().token();
        NetworkAclId id = acls.entrySet().stream()
                .filter(acl -> acl.getValue().equals(mark))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> new NetworkAclId("acl-%08x".formatted(calls.size() + 16)));
        change("create", () -> acls.put(id, mark));
        return id;
    }

    @Override
    public void move(Permit permit, Gate gate, NetworkAclId to) throws NetworkChangedException {
        permit.spendOn(permit.act().kind(), gate.subnet().value());
        if (!canMove(gate, to)) {
            throw new NetworkChangedException("the association is gone");
        }
        change("move", () -> {
            if (canMove(gate, to)) {
                behind.put(gate.subnet(), to);
                moves.merge(gate.subnet(), 1, Integer::sum);
            }
        });
    }

    private boolean canMove(Gate gate, NetworkAclId to) {
        return gate.association().equals(association(gate.subnet())) && (to.equals(ORIGINAL) || acls.containsKey(to));
    }

    @Override
    public void delete(Permit permit, NetworkAclId acl) throws NetworkChangedException {
        permit.spendOn(Act.Kind.DELETE_NETWORK_ACL, acl.value());
        if (behind.containsValue(acl)) {
            throw new NetworkChangedException("a subnet is behind it");
        }
        change("delete", () -> requireNonNull(acls.remove(acl)));
    }

    private void look(String call) {
        calls.add(call);
        if (silent) {
            throw new PrimarySilentException("no answer", new IllegalStateException("timeout"));
        }
    }

    private void change(String call, Runnable effect) {
        look(call);
        if (denied) {
            throw new BrokenConfigurationException("not authorized to " + call);
        }
        if (loseAnswersAfter-- > 0) {
            effect.run();
            return;
        }
        if (lostRequestsAreLate) {
            late.add(effect);
        } else {
            effect.run();
        }
        throw new PrimarySilentException("the answer was lost", new IllegalStateException("timeout"));
    }
}

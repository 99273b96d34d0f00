package dev.pilotlight.twin.service.ec2;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A stateless filter around subnets; its rules apply in the order of their numbers, the first that matches decides. */
final class NetworkAcl {
    /** The rule at the end of every list, which denies what no other rule named. */
    static final int LAST_RULE = 32_767;

    private final String id;
    private final String vpcId;
    private final Map<Place, Entry> entries = new TreeMap<>(Comparator.naturalOrder());
    private final Map<String, String> subnetsByAssociation = new LinkedHashMap<>();

    NetworkAcl(String id, String vpcId) {
        this.id = id;
        this.vpcId = vpcId;
        entries.put(new Place(false, LAST_RULE), Entry.everything(false));
        entries.put(new Place(true, LAST_RULE), Entry.everything(false));
    }

    /** Where a rule stands. */
    record Place(boolean egress, int number) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byDirection = Boolean.compare(egress, other.egress);
            return byDirection != 0 ? byDirection : Integer.compare(number, other.number);
        }
    }

    /**
     * What a rule says.
     *
     * @param protocol the protocol's number, {@code -1} for all
     * @param fromPort −1 when the rule names no ports
     */
    record Entry(String protocol, boolean allows, String cidr, int fromPort, int toPort) {
        static Entry everything(boolean allows) {
            return new Entry("-1", allows, "0.0.0.0/0", -1, -1);
        }

        /** Whether the rule decides about all traffic of a port, wherever it comes from. */
        boolean decides(int port) {
            boolean ofPort = fromPort < 0 || (fromPort <= port && port <= toPort);
            return ofPort && cidr.equals("0.0.0.0/0") && (protocol.equals("-1") || protocol.equals("6"));
        }
    }

    String id() {
        return id;
    }

    String vpcId() {
        return vpcId;
    }

    Map<Place, Entry> entries() {
        return entries;
    }

    Map<String, String> subnetsByAssociation() {
        return subnetsByAssociation;
    }

    boolean allows(boolean egress, int port) {
        return entries.entrySet().stream()
                .filter(entry ->
                        entry.getKey().egress() == egress && entry.getValue().decides(port))
                .findFirst()
                .map(entry -> entry.getValue().allows())
                .orElse(false);
    }
}

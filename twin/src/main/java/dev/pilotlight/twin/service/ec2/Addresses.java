package dev.pilotlight.twin.service.ec2;

/** Private addresses of instances. */
final class Addresses {
    /** The first four addresses of a subnet are reserved by AWS. */
    private static final int FIRST = 4;

    private Addresses() {}

    /** The next address of a subnet; addresses are not used again. */
    static String next(Subnet subnet, Ec2Region region) {
        long taken = region.instances.values().stream()
                .filter(instance -> instance.launch().subnetId().equals(subnet.id()))
                .count();
        String network = subnet.cidr().substring(0, subnet.cidr().indexOf('/'));
        long address = 0;
        for (String part : network.split("\\.", -1)) {
            address = address << 8 | Long.parseLong(part);
        }
        address += FIRST + taken;
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}

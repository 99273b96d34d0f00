package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Launches that are to come from one Capacity Reservation only. Open matching, which is EC2's default, and resource
 * groups of reservations are not modelled. The codes of a mismatch and of an unknown id are an assumption.
 */
final class CapacityReservations {
    static final Set<String> DESCRIBE = Set.of("CapacityReservationId", "Filter", "MaxResults", "NextToken", "DryRun");
    private static final String ONLY = "capacity-reservations-only";

    private CapacityReservations() {}

    /** DescribeCapacityReservations; those of the twin are active for ever. */
    static List<Xml> describe(Ec2Region region, QueryParameters parameters, CallContext context) {
        List<String> ids = parameters.list("CapacityReservationId");
        ids.stream()
                .filter(id -> !region.reservations.containsKey(id))
                .findFirst()
                .ifPresent(id -> {
                    throw unknown(id);
                });
        Requests.refuseDryRun(parameters);
        List<Map.Entry<String, Ec2Region.Reserved>> found = region.reservations.entrySet().stream()
                .filter(entry -> ids.isEmpty() || ids.contains(entry.getKey()))
                .toList();
        return Page.of(found, parameters)
                .answer("capacityReservationSet", entry -> item(entry.getKey(), entry.getValue(), region, context));
    }

    private static Xml item(String id, Ec2Region.Reserved reserved, Ec2Region region, CallContext context) {
        long used = region.instances.values().stream()
                .filter(instance -> id.equals(region.launchedFrom.get(instance.id())))
                .filter(instance -> instance.guest().state(context.now()) == GuestState.RUNNING)
                .count();
        return Xml.element(
                "item",
                Xml.text("capacityReservationId", id),
                Xml.text("ownerId", context.account()),
                Xml.text("instanceType", reserved.instanceType()),
                Xml.text("availabilityZone", reserved.zone()),
                Xml.text("totalInstanceCount", reserved.count()),
                Xml.text("availableInstanceCount", reserved.count() - used),
                Xml.text("instanceMatchCriteria", "targeted"),
                Xml.text("state", "active"));
    }

    private static AwsError unknown(String id) {
        return AwsError.badRequest(
                "InvalidCapacityReservationId.NotFound", "The capacity reservation '" + id + "' does not exist");
    }

    /** The id of the reservation that a launch names. */
    static Optional<String> target(QueryParameters parameters) {
        QueryParameters specification = parameters.structure("CapacityReservationSpecification");
        Optional<String> id =
                specification.structure("CapacityReservationTarget").text("CapacityReservationId");
        boolean only = specification
                .text("CapacityReservationPreference")
                .filter(ONLY::equals)
                .isPresent();
        if (id.isPresent() != only) {
            throw Ec2Errors.invalidCombination(
                    "A CapacityReservationTarget goes together with the preference " + ONLY + " only");
        }
        return id;
    }

    /** How many of the wanted instances fit. */
    static int granted(Ec2Region region, String id, Capacity.Slot slot, long used, int minimum, int maximum) {
        Ec2Region.Reserved reserved = region.reservations.get(id);
        if (reserved == null) {
            throw unknown(id);
        }
        if (!slot.equals(new Capacity.Slot(reserved.zone(), reserved.instanceType()))) {
            throw AwsError.badRequest(
                    "InvalidCapacityReservation.Mismatch",
                    "The capacity reservation " + id + " is for " + reserved.instanceType() + " in " + reserved.zone());
        }
        long room = reserved.count() - used;
        if (room < minimum) {
            throw AwsError.badRequest(
                    "ReservationCapacityExceeded",
                    "The requested reservation does not have sufficient compatible and available capacity for this"
                            + " request.");
        }
        return (int) Math.min(maximum, room);
    }
}

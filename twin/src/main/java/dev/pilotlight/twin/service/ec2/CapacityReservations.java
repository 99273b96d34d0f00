package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.QueryParameters;
import java.util.Optional;

/**
 * Launches that are to come from one Capacity Reservation only. Open matching, which is EC2's default, and resource
 * groups of reservations are not modelled. The codes of a mismatch and of an unknown id are an assumption.
 */
final class CapacityReservations {
    private static final String ONLY = "capacity-reservations-only";

    private CapacityReservations() {}

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
            throw AwsError.badRequest(
                    "InvalidCapacityReservationId.NotFound", "The capacity reservation '" + id + "' does not exist");
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

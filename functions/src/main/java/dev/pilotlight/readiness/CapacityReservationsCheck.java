package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CapacityReservation;
import software.amazon.awssdk.services.ec2.model.CapacityReservationState;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Capacity that the plan names is active, of a type the tier uses, and free for all its instances. */
final class CapacityReservationsCheck implements Check {
    private final AwsClients clients;

    CapacityReservationsCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.CAPACITY_RESERVATIONS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        Ec2Client ec2 = clients.ec2(plan.regions().recovery());
        Tiers.launched(plan)
                .forEach(tier -> tier.reservation().ifPresent(reservation -> {
                    if (reservation.isGroup()) {
                        tally.unknown(
                                tier.name() + ": the members of a resource group are not looked at",
                                "look at the reservations of " + reservation + " yourself");
                    } else {
                        look(ec2, tier, reservation.value(), tally);
                    }
                }));
        return tally.finding("the plan names no reservation; capacity is had on demand, or not at all");
    }

    private static void look(Ec2Client ec2, InstanceTier tier, String id, Tally tally) {
        try {
            CapacityReservation found = ec2.describeCapacityReservations(
                            describe -> describe.capacityReservationIds(id))
                    .capacityReservations()
                    .getFirst();
            int free = found.availableInstanceCount() == null ? 0 : found.availableInstanceCount();
            String told = tier.name() + ": " + id + " is " + found.stateAsString() + " with " + free + " of "
                    + found.totalInstanceCount() + " " + found.instanceType() + " free in " + found.availabilityZone();
            boolean fits = found.state() == CapacityReservationState.ACTIVE
                    && free >= tier.count()
                    && tier.instanceTypes().contains(found.instanceType());
            if (fits) {
                tally.ready(told);
            } else {
                tally.notReady(
                        told + ", and the tier wants " + tier.count() + " of " + tier.instanceTypes(),
                        "enlarge or renew the reservation, or correct capacityReservation in the plan");
            }
        } catch (Ec2Exception failure) {
            if (!AwsErrors.code(failure).startsWith("InvalidCapacityReservationId")) {
                throw failure;
            }
            tally.notReady(tier.name() + ": " + id + " does not exist", "correct capacityReservation in the plan");
        }
    }
}

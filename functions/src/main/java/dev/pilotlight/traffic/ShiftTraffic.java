package dev.pilotlight.traffic;

import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.traffic.TrafficControl.Position;
import java.util.Map;

/** Points the switch to the recovery Region, and reads it back. */
public final class ShiftTraffic {
    private final TrafficControl control;

    public ShiftTraffic(TrafficControl control) {
        this.control = control;
    }

    /** Looks at the switch and moves it when it does not point to the recovery Region. */
    public Outcome advance(Lease lease) {
        try {
            return advance(Deeds.of(lease));
        } catch (SwitchRefusedException refused) {
            return refused(control, refused);
        }
    }

    static Outcome refused(TrafficControl control, SwitchRefusedException refused) {
        return new Outcome.Refused(
                Guard.SWITCH_REFUSED,
                "the switch " + control.name() + " does not move: " + refused.getMessage(),
                "look at the safety rules of its control panel; to move it all the same: aws"
                        + " route53-recovery-cluster update-routing-control-states --endpoint-url <one of the"
                        + " plan's endpoints> --safety-rules-to-override <their ARNs>");
    }

    private Outcome advance(Deeds deeds) throws SwitchRefusedException {
        if (FenceRecord.of(deeds).outcome().isEmpty()) {
            return new Outcome.Refused(
                    Guard.FENCE_UNCONFIRMED,
                    "the record of this run does not hold what became of the fence",
                    "look at who writes to the old primary, then move the traffic by hand");
        }
        if (control.position() != Position.RECOVERY) {
            Act act = new Act(Act.Kind.SHIFT_TRAFFIC, control.name(), "to recovery");
            deeds.carryOut(act, permit -> {
                control.shiftToRecovery(permit);
                return Map.of();
            });
            if (control.position() != Position.RECOVERY) {
                return new Outcome.Pending("the switch " + control.name() + " does not read as it was written yet");
            }
        }
        deeds.settleOpen(Act.Kind.SHIFT_TRAFFIC, control.name(), new Settlement.Happened(Map.of()));
        return Outcome.done(Map.of("switch", control.name(), "position", Position.RECOVERY.name()));
    }
}

package dev.pilotlight.drill;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.PlanName;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Volumes of Amazon EBS that carry a drill's tag from the launch of their instances. */
final class Ec2DrillVolumes implements DrillVolumes {
    private final Ec2Client ec2;

    Ec2DrillVolumes(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public List<DrillVolume> of(PlanName plan) {
        try {
            return ec2
                    .describeVolumesPaginator(describe -> describe.filters(Filter.builder()
                            .name("tag:" + RdsDrillDatabases.DRILL)
                            .values(plan.value())
                            .build()))
                    .volumes()
                    .stream()
                    .map(volume -> new DrillVolume(volume.volumeId(), volume.state() != VolumeState.AVAILABLE))
                    .sorted(Comparator.comparing(DrillVolume::id))
                    .toList();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void delete(Permit permit, String id) {
        permit.spendOn(Act.Kind.DELETE_DRILL_VOLUME, id);
        try {
            ec2.deleteVolume(delete -> delete.volumeId(id));
        } catch (Ec2Exception failure) {
            if (!AwsErrors.code(failure).equals("InvalidVolume.NotFound")) {
                throw AwsErrors.translate(failure);
            }
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}

package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.RegionName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Old instances through Amazon EC2 of the primary Region. */
final class Ec2OldInstances implements OldInstances {
    /** The tag that Auto Scaling gives to what it launches. */
    private static final String GROUP = "aws:autoscaling:groupName";

    private final Ec2Client ec2;

    Ec2OldInstances(AwsClients clients, RegionName primary) {
        this.ec2 = clients.ec2(primary);
    }

    @Override
    public List<OldInstance> of(Map<String, String> tags) {
        List<Filter> filters = new ArrayList<>();
        tags.forEach((key, value) ->
                filters.add(Filter.builder().name("tag:" + key).values(value).build()));
        try {
            return ec2.describeInstancesPaginator(describe -> describe.filters(filters)).reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .flatMap(instance -> old(instance).stream())
                    .sorted(Comparator.comparing(OldInstance::id))
                    .toList();
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private static Optional<OldInstance> old(Instance instance) {
        Optional<OldInstance.State> state = switch (instance.state().name()) {
            case PENDING, RUNNING, UNKNOWN_TO_SDK_VERSION -> Optional.of(OldInstance.State.RUNNING);
            case STOPPING -> Optional.of(OldInstance.State.STOPPING);
            case STOPPED -> Optional.of(OldInstance.State.STOPPED);
            case SHUTTING_DOWN, TERMINATED -> Optional.empty();
        };
        Optional<String> group = instance.tags().stream()
                .filter(tag -> tag.key().equals(GROUP))
                .map(Tag::value)
                .findFirst();
        return state.map(known -> new OldInstance(new InstanceId(instance.instanceId()), known, group));
    }

    @Override
    public void stop(Permit permit, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.STOP_INSTANCES, OldInstances.target(ids));
        try {
            ec2.stopInstances(stop -> stop.instanceIds(values(ids)));
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public void start(Permit permit, List<InstanceId> ids) throws InstanceNotStoppedException {
        permit.spendOn(Act.Kind.START_INSTANCES, OldInstances.target(ids));
        try {
            ec2.startInstances(start -> start.instanceIds(values(ids)));
        } catch (Ec2Exception failure) {
            if (AwsErrors.code(failure).equals("IncorrectInstanceState")) {
                throw new InstanceNotStoppedException(String.valueOf(failure.getMessage()));
            }
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private static List<String> values(List<InstanceId> ids) {
        return ids.stream().map(InstanceId::value).toList();
    }
}

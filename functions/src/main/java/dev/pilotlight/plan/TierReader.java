package dev.pilotlight.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The part of a plan about machines. */
final class TierReader {
    private TierReader() {}

    static Read<Tier> read(Fields fields) {
        Read<TierKind> kind = fields.word("kind", TierKind.class);
        if (kind.value() == null) {
            return Read.unreadable();
        }
        return switch (kind.get()) {
            case INSTANCES -> instances(fields);
            case AUTO_SCALING_GROUP -> group(fields);
        };
    }

    private static Read<Tier> instances(Fields fields) {
        Read<String> name = fields.text("name");
        Read<ImageSelection> image = fields.object("image", TierReader::image);
        Reads<String> instanceTypes = fields.texts("instanceTypes", type -> type);
        Reads<SubnetId> subnets = fields.texts("subnets", SubnetId::new);
        Read<Integer> count = fields.number("count");
        Read<Integer> minimum = fields.number("minimum");
        Reads<SecurityGroupId> securityGroups = fields.texts("securityGroups", SecurityGroupId::new);
        Read<String> instanceProfile = fields.text("instanceProfile");
        Reads<TargetGroupArn> targetGroups = targetGroups(fields);
        Reads<String> after = after(fields);
        Read<Optional<CapacityReservation>> reservation =
                fields.optional("capacityReservation", CapacityReservation::new);
        return fields.build(() -> new InstanceTier(
                name.get(),
                image.get(),
                instanceTypes.get(),
                subnets.get(),
                count.get(),
                minimum.get(),
                securityGroups.get(),
                instanceProfile.get(),
                targetGroups.get(),
                after.get(),
                reservation.get()));
    }

    private static Read<Tier> group(Fields fields) {
        Read<String> name = fields.text("name");
        Read<String> group = fields.text("group");
        Read<Integer> count = fields.number("count");
        Read<Integer> minimum = fields.number("minimum");
        Reads<TargetGroupArn> targetGroups = targetGroups(fields);
        Reads<String> after = after(fields);
        return fields.build(() ->
                new ScalingTier(name.get(), group.get(), count.get(), minimum.get(), targetGroups.get(), after.get()));
    }

    private static Reads<TargetGroupArn> targetGroups(Fields fields) {
        return fields.has("targetGroups") ? fields.texts("targetGroups", TargetGroupArn::new) : Reads.none();
    }

    private static Reads<String> after(Fields fields) {
        return fields.has("after") ? fields.texts("after", earlier -> earlier) : Reads.none();
    }

    private static Read<ImageSelection> image(Fields fields) {
        Read<Map<String, String>> tags = fields.texts("tags");
        Read<Duration> maxAge = fields.duration("maxAge");
        Read<Integer> keep = fields.number("keep", 3);
        Read<Optional<Duration>> copyWithin = fields.optional("copyWithin", Durations::parse);
        Read<Boolean> bootTest = fields.flag("bootTest");
        return fields.build(
                () -> new ImageSelection(tags.get(), maxAge.get(), keep.get(), copyWithin.get(), bootTest.get()));
    }

    private enum TierKind {
        INSTANCES,
        AUTO_SCALING_GROUP
    }
}

package dev.pilotlight.plan;

import java.time.Duration;
import java.util.Map;

/** The part of a plan about machines. */
final class TierReader {
    private TierReader() {}

    static Read<Tier> read(Fields fields) {
        Read<String> name = fields.text("name");
        Read<TierKind> kind = fields.word("kind", TierKind.class);
        Read<ImageSelection> image = fields.object("image", TierReader::image);
        Reads<String> instanceTypes = fields.texts("instanceTypes", type -> type);
        Reads<SubnetId> subnets = fields.texts("subnets", SubnetId::new);
        Read<Integer> count = fields.number("count");
        Read<Integer> minimum = fields.number("minimum");
        Reads<SecurityGroupId> securityGroups = fields.texts("securityGroups", SecurityGroupId::new);
        Read<String> instanceProfile = fields.text("instanceProfile");
        Reads<TargetGroupArn> targetGroups =
                fields.has("targetGroups") ? fields.texts("targetGroups", TargetGroupArn::new) : Reads.none();
        Reads<String> after = fields.has("after") ? fields.texts("after", earlier -> earlier) : Reads.none();
        return fields.build(() -> new Tier(
                name.get(),
                kind.get(),
                image.get(),
                instanceTypes.get(),
                subnets.get(),
                count.get(),
                minimum.get(),
                securityGroups.get(),
                instanceProfile.get(),
                targetGroups.get(),
                after.get()));
    }

    private static Read<ImageSelection> image(Fields fields) {
        Read<Map<String, String>> tags = fields.texts("tags");
        Read<Duration> maxAge = fields.duration("maxAge");
        Read<Integer> keep = fields.number("keep", 3);
        return fields.build(() -> new ImageSelection(tags.get(), maxAge.get(), keep.get()));
    }
}

package dev.pilotlight.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The part of a plan about keeping the old primary from writing. */
final class FenceReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private FenceReader() {}

    /** A plan that says nothing about it tries nothing, and asks. */
    static FencePolicy nothing() {
        return new FencePolicy(List.of(), TIMEOUT, Unfenced.ASK, List.of(), Map.of(), null);
    }

    static Read<FencePolicy> read(Fields fields) {
        Reads<FenceMethod> methods = fields.texts("methods", word -> Words.parse(FenceMethod.class, word));
        Read<Duration> timeout = fields.duration("timeout", TIMEOUT);
        Read<Unfenced> unfenced = fields.word("unfenced", Unfenced.class);
        Reads<SubnetId> subnets = fields.has("subnets") ? fields.texts("subnets", SubnetId::new) : Reads.none();
        Read<Map<String, String>> tags =
                fields.has("instanceTags") ? fields.texts("instanceTags") : new Read<>(Map.of());
        Read<FunctionArn> function =
                fields.has("function") ? fields.text("function", FunctionArn::new) : Read.unreadable();
        return fields.build(() -> new FencePolicy(
                methods.get(), timeout.get(), unfenced.get(), subnets.get(), tags.get(), function.value()));
    }
}

package dev.pilotlight.plan;

import java.net.URI;
import java.time.Duration;

/** The part of a plan about when the primary counts as down. */
final class OutageReader {
    private static final Duration COOLDOWN = Duration.ofHours(1);

    /** A witness reports each minute: one report may be late, and one be lost. */
    private static final Duration WITNESS_AGE = Duration.ofMinutes(3);

    private OutageReader() {}

    static Read<OutagePolicy> read(Fields fields) {
        Read<Duration> window = fields.duration("window");
        Read<Integer> quorum = fields.number("quorum");
        Read<Duration> cooldown = fields.duration("cooldown", COOLDOWN);
        Reads<SignalSource> signals = fields.objects("signals", OutageReader::signal);
        Read<Control> control = fields.object("control", OutageReader::control);
        return fields.build(
                () -> new OutagePolicy(window.get(), quorum.get(), cooldown.get(), signals.get(), control.get()));
    }

    private static Read<Control> control(Fields fields) {
        Read<URI> url = fields.url("url");
        return fields.build(() -> new Control(url.get()));
    }

    private static Read<SignalSource> signal(Fields fields) {
        Read<String> name = fields.text("name");
        Read<SignalKind> kind = fields.word("kind", SignalKind.class);
        if (kind.value() == null) {
            return Read.unreadable();
        }
        return switch (kind.get()) {
            case ALARM -> {
                Read<AlarmArn> alarm = fields.text("alarm", AlarmArn::new);
                Read<Vantage> vantage = fields.word("vantage", Vantage.class);
                yield fields.build(() -> new SignalSource.AlarmSignal(name.get(), alarm.get(), vantage.get()));
            }
            case WITNESS -> {
                Read<Duration> maxAge = fields.duration("maxAge", WITNESS_AGE);
                yield fields.build(() -> new SignalSource.WitnessSignal(name.get(), maxAge.get()));
            }
            case HTTP -> {
                Read<URI> url = fields.url("url");
                Read<String> passes = fields.text("passes");
                yield fields.build(() -> new SignalSource.HttpSignal(name.get(), url.get(), passes.get()));
            }
            case REPLICATION -> fields.build(() -> new SignalSource.ReplicationSignal(name.get()));
            case AWS_HEALTH -> fields.build(() -> new SignalSource.AwsHealthSignal(name.get()));
        };
    }

    private enum SignalKind {
        ALARM,
        WITNESS,
        HTTP,
        REPLICATION,
        AWS_HEALTH
    }
}

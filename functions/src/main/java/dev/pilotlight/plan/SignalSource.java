package dev.pilotlight.plan;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** Something that can say that the primary is down. Its name is unique in the plan. */
public sealed interface SignalSource {
    String name();

    /** From where it sees the primary. */
    Vantage vantage();

    /** A CloudWatch alarm, normally the one of a Route 53 health check, whose metrics exist in us-east-1 only. */
    record AlarmSignal(String name, AlarmArn alarm, Vantage vantage) implements SignalSource {
        public AlarmSignal {
            Form.requireName(name, "the signal's name");
        }
    }

    /**
     * A probe in a third Region that reports to the table of the recovery Region, and shares no fate with the alarm.
     *
     * @param maxAge how old its newest report may be, from one minute, at which it reports, to one hour
     */
    record WitnessSignal(String name, Duration maxAge) implements SignalSource {
        private static final Duration SHORTEST = Duration.ofMinutes(1);
        private static final Duration LONGEST = Duration.ofHours(1);

        public WitnessSignal {
            Form.requireName(name, "the signal's name");
            Form.require(
                    maxAge.compareTo(SHORTEST) >= 0 && maxAge.compareTo(LONGEST) <= 0,
                    "maxAge is " + Durations.format(maxAge)
                            + "; write 1m to 1h, and more than 1m, for a witness reports once a minute");
        }

        @Override
        public Vantage vantage() {
            return Vantage.OUTSIDE;
        }
    }

    /**
     * A request to the primary, sent from the recovery Region.
     *
     * @param passes the status that counts as healthy: three digits, or a class like {@code 2xx}
     */
    record HttpSignal(String name, URI url, String passes) implements SignalSource {
        private static final Pattern STATUS = Pattern.compile("[1-5](?:xx|[0-9]{2})");

        public HttpSignal {
            Form.requireName(name, "the signal's name");
            Urls.requireHttp(url);
            Form.require(passes, STATUS, "a status or a class of them", "2xx");
        }

        @Override
        public Vantage vantage() {
            return Vantage.RECOVERY;
        }
    }

    /** The replication of the plan's databases, as the recovery Region sees it. */
    record ReplicationSignal(String name) implements SignalSource {
        public ReplicationSignal {
            Form.requireName(name, "the signal's name");
        }

        @Override
        public Vantage vantage() {
            return Vantage.RECOVERY;
        }
    }

    /**
     * What AWS itself says about the primary Region, as AWS Health tells it. It comes late or not at all, so its
     * silence means nothing.
     */
    record AwsHealthSignal(String name) implements SignalSource {
        public AwsHealthSignal {
            Form.requireName(name, "the signal's name");
        }

        /** It is a statement, not a look at the site, so it does not stand for the visitors. */
        @Override
        public Vantage vantage() {
            return Vantage.RECOVERY;
        }
    }
}

package dev.pilotlight.bench.rto;

import java.time.Duration;

/**
 * How two open-source projects fail over, as small models of the steps that their published definitions take: they wait
 * for fixed times and believe the status.
 */
enum Peer {
    /**
     * The sequence of AWS's DR Orchestrator for a failed Region, databases only: two look-ups, RemoveFromGlobalCluster,
     * 60 s of sleep, then DescribeDBClusters every 15 s until the status is {@code available}.
     */
    DATABASES_ONLY {
        @Override
        Declared failOver(Conditions nature) {
            StepClock clock = new StepClock();
            clock.state();
            clock.state();
            Status database = new Status(clock.call(), nature.promotion(), nature.statusLag());
            clock.sleep(60);
            while (!database.readsAvailable(clock.call())) {
                clock.sleep(15);
            }
            return new Declared(clock.now(), database.isReady(clock.now()));
        }

        @Override
        Duration limit(Conditions nature) {
            return nature.promotion();
        }
    },
    /**
     * A community project with Terraform and Step Functions: eight look-ups, then PromoteReadReplica and a look each 30
     * s, and only then the launch, again with a look each 30 s. What the calls in between take is counted with the
     * looks that follow them.
     */
    ONE_AFTER_THE_OTHER {
        @Override
        Declared failOver(Conditions nature) {
            StepClock clock = new StepClock();
            for (int parameter = 0; parameter < 8; parameter++) {
                clock.call();
            }
            Status database = new Status(clock.now(), nature.promotion(), nature.statusLag());
            do {
                clock.sleep(30);
            } while (!database.readsAvailable(clock.call()));
            Status instances = new Status(clock.now(), nature.boot(), Duration.ZERO);
            do {
                clock.sleep(30);
            } while (!instances.readsAvailable(clock.call()));
            boolean ready = database.isReady(clock.now()) && instances.isReady(clock.now());
            return new Declared(clock.now(), ready);
        }

        @Override
        Duration limit(Conditions nature) {
            return nature.slower();
        }
    };

    /** Runs the steps under these conditions. */
    abstract Declared failOver(Conditions nature);

    /** What this project could not be faster than, for what it does. */
    abstract Duration limit(Conditions nature);

    /**
     * What a project says at its end.
     *
     * @param after the beginning
     * @param ready whether it is so
     */
    record Declared(Duration after, boolean ready) {}

    /** Virtual time in which each state takes 0.3 s and each call of an API 0.2 s more. */
    private static final class StepClock {
        private static final Duration STATE = Duration.ofMillis(300);
        private static final Duration CALL = Duration.ofMillis(200);

        private Duration now = Duration.ZERO;

        Duration now() {
            return now;
        }

        void state() {
            now = now.plus(STATE);
        }

        /** A state with one call. */
        Duration call() {
            state();
            now = now.plus(CALL);
            return now;
        }

        void sleep(long seconds) {
            now = now.plusSeconds(seconds);
        }
    }

    /**
     * What something that has begun says of itself: {@code available} for a while after the call, and again when it is
     * ready.
     */
    private record Status(Duration began, Duration takes, Duration lag) {
        boolean readsAvailable(Duration now) {
            return isReady(now) || now.compareTo(began.plus(lag)) < 0;
        }

        boolean isReady(Duration now) {
            return now.compareTo(began.plus(takes)) >= 0;
        }
    }
}

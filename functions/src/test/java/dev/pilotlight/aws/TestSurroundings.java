package dev.pilotlight.aws;

import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.RegionName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Surroundings in which time stands still and the network answers as a test says. */
public final class TestSurroundings {
    private TestSurroundings() {}

    public static Surroundings of(ScriptedHttp http, Instant now) {
        return new Surroundings(
                InstantSource.fixed(now), () -> 0, () -> "the only call", http.clients(), http, settings());
    }

    public static Settings settings() {
        return new Settings(
                new AccountId("111111111111"),
                new RegionName("us-west-2"),
                "pilot-light",
                "pilot-light-plans",
                "arn:aws:sns:us-west-2:111111111111:pilotlight",
                Map.of(Settings.FAILOVER, "arn:aws:states:us-west-2:111111111111:stateMachine:failover"));
    }
}

package dev.pilotlight.traffic;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.plan.TrafficSwitch.LatchedObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class LatchedObjectContractTest extends TrafficControlContract {
    private final LatchedObject object =
            new LatchedObject("shop-switch-west", "primary-is-serving", Duration.ofSeconds(10));
    private final ScriptedHttp http = new ScriptedHttp(this::answer);
    private String body = "yes";

    private Answer answer(ScriptedHttp.Asked asked) {
        if (asked.method().equals("PUT")) {
            // What is sent comes in chunks: a length, the word, and a checksum after it.
            body = asked.body()
                    .lines()
                    .filter(List.of("yes", "no")::contains)
                    .findFirst()
                    .orElse("garbled");
            return new Answer(200, Map.of(), "");
        }
        return new Answer(200, Map.of(), body);
    }

    @Override
    TrafficControl control() {
        return new LatchedObjectControl(http.clients().s3(), object);
    }
}

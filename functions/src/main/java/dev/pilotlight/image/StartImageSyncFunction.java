package dev.pilotlight.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.S3Plans;
import java.time.Instant;

/** {@link StartImageSync} as a Lambda function that EventBridge calls with the event of an image. */
public final class StartImageSyncFunction extends JsonFunction {
    private static final int LIMIT = 64 * 1024;

    public StartImageSyncFunction() {
        this(Surroundings.ofLambda());
    }

    public StartImageSyncFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Settings settings = surroundings().settings();
        ImageEvent event = ImageEvent.read(input);
        StartImageSync starter = new StartImageSync(
                new S3Plans(surroundings().clients().s3(), settings.bucket()),
                new StepFunctionsImageSyncs(
                        surroundings().clients().stepFunctions(), settings.stateMachine(Settings.SYNC_IMAGES)),
                settings.account(),
                settings.region());
        return Answers.of(
                starter.hear(event, new Ec2Images(surroundings().clients().ec2(event.region()))));
    }
}

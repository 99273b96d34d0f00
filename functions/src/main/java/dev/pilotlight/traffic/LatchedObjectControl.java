package dev.pilotlight.traffic;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.TrafficSwitch.LatchedObject;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A switch that is an object in a versioned bucket: {@code yes} while the primary serves, {@code no} afterwards. Route
 * 53 looks for {@code yes}, so an object that is gone, denied or unreadable says the same as {@code no}. S3 answers a
 * read after a write with what was written.
 */
public final class LatchedObjectControl implements TrafficControl {
    private static final String PRIMARY_SERVES = "yes";
    private static final String RECOVERY_SERVES = "no";

    private final S3Client s3;
    private final LatchedObject object;

    public LatchedObjectControl(S3Client s3, LatchedObject object) {
        this.s3 = s3;
        this.object = object;
    }

    @Override
    public String name() {
        return "s3://" + object.bucket() + "/" + object.key();
    }

    @Override
    public Position position() {
        try {
            String body = s3.getObjectAsBytes(get -> get.bucket(object.bucket()).key(object.key()))
                    .asUtf8String()
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return switch (body) {
                case PRIMARY_SERVES -> Position.PRIMARY;
                case RECOVERY_SERVES -> Position.RECOVERY;
                default -> Position.UNKNOWN;
            };
        } catch (NoSuchKeyException gone) {
            return Position.UNKNOWN;
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void shiftToRecovery(Permit permit) {
        write(permit, Act.Kind.SHIFT_TRAFFIC, RECOVERY_SERVES);
    }

    @Override
    public void shiftHome(Permit permit) {
        write(permit, Act.Kind.SHIFT_TRAFFIC_HOME, PRIMARY_SERVES);
    }

    private void write(Permit permit, Act.Kind kind, String word) {
        permit.spendOn(kind, name());
        try {
            s3.putObject(
                    put -> put.bucket(object.bucket()).key(object.key()).contentType("text/plain"),
                    RequestBody.fromString(word));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}

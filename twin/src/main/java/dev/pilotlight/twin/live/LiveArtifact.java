package dev.pilotlight.twin.live;

import dev.pilotlight.twin.service.ec2.Artifact;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of an image, while they come and when they are there. */
final class LiveArtifact implements Artifact {
    private volatile State state = new Pending(0);
    private volatile @Nullable ImageArtifact file;

    static LiveArtifact of(ImageArtifact file) {
        LiveArtifact artifact = new LiveArtifact();
        artifact.complete(file);
        return artifact;
    }

    void progress(long copied, long of) {
        state = new Pending((int) Math.min(99, copied * 100 / of));
    }

    void complete(ImageArtifact complete) {
        file = complete;
        state = new Complete(complete.sha256());
    }

    void fail(String reason) {
        state = new Failed(reason);
    }

    /** The file with the bytes; only to be asked for when they are complete. */
    ImageArtifact file() {
        return Optional.ofNullable(file).orElseThrow(() -> new IllegalStateException("the image is not complete"));
    }

    @Override
    public State state(Instant now) {
        return state;
    }

    @Override
    public void discard() {
        state = new Failed("the image was deregistered");
    }
}

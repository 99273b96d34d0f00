package dev.pilotlight.twin.world;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.InProcessClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** The way from one Region to the internet, for the functions that run there: it can be cut, from this side alone. */
public final class WayOut implements SdkHttpClient {
    private final SdkHttpClient open = new InProcessClient();
    private final Timeline timeline;
    private final Weather weather;
    private final String region;

    WayOut(Timeline timeline, Weather weather, String region) {
        this.timeline = timeline;
        this.weather = weather;
        this.region = region;
    }

    @Override
    public String clientName() {
        return "WayOut";
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return weather.isCutOff(region) ? new Unanswered() : open.prepareRequest(request);
    }

    @Override
    public void close() {
        open.close();
    }

    private final class Unanswered implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                timeline.sleep(Internet.PATIENCE);
            } catch (InterruptedException e) {
                InterruptedIOException interrupted = new InterruptedIOException("the call was given up");
                interrupted.initCause(e);
                throw interrupted;
            }
            throw new SocketTimeoutException("nothing leaves " + region);
        }

        @Override
        public void abort() {
            // an abort interrupts the calling thread as well, which is what ends the wait
        }
    }
}

package dev.pilotlight.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.LoopbackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class ApprovalServiceTest {
    private static final ApprovalUrl DEPLOYED =
            ApprovalUrl.of(URI.create("https://abc123.lambda-url.us-west-2.on.aws/"), "nowhere");
    private final List<HttpRequest> received = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private String body = "{}";
    private int status = 200;

    @AutoClose
    private LoopbackServer server;

    @BeforeEach
    void somebodyAnswers() throws IOException {
        server = LoopbackServer.start(0, request -> {
            received.add(request);
            return HttpResponse.of(status, "application/json", body);
        });
    }

    private Answering answering() {
        ApprovalUrl url = DEPLOYED.behind(URI.create("http://127.0.0.1:" + server.port()));
        return new Answering(
                new ApprovalService(UrlConnectionHttpClient.create(), AskedFailover.anne(), url), new PrintWriter(out));
    }

    @Test
    void anAnswerGoesToTheUrlSignedForLambdaInItsRegion() throws IOException {
        body = "{\"state\":\"approved\",\"by\":\"anne\",\"at\":\"now\"}";

        int code = answering()
                .answer(
                        "shop",
                        Optional.of("0123456789ab"),
                        new ApprovalService.Said("approve", Optional.of("I have looked"), Optional.empty()));

        assertThat(code).isZero();
        assertThat(out).hasToString("Recorded: approved by anne at now." + System.lineSeparator());
        HttpRequest request = received.getFirst();
        assertThat(request.path()).isEqualTo("/lambda-url/abc123/");
        assertThat(request.header("authorization").orElse(""))
                .startsWith("AWS4-HMAC-SHA256 Credential=anne/")
                .contains("/us-west-2/lambda/aws4_request");
        assertThat(request.text())
                .isEqualTo("{\"plan\":\"shop\",\"question\":\"0123456789ab\",\"answer\":\"approve\","
                        + "\"because\":\"I have looked\"}");
    }

    @Test
    void whatStandsIsSaidWhenTheAnswerCameTooLate() throws IOException {
        status = 409;
        body = "{\"message\":\"it was answered before\",\"state\":\"rejected\",\"by\":\"bob\",\"at\":\"noon\"}";

        assertThat(answering()
                        .answer(
                                "shop",
                                Optional.of("0123456789ab"),
                                new ApprovalService.Said("approve", Optional.empty(), Optional.empty())))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Not recorded: it was answered before. It is rejected, by bob at noon.");
    }

    @Test
    void whatIsNoAnswerIsWrongInput() throws IOException {
        status = 400;
        body = "{\"message\":\"question: it is not the digest\"}";
        assertThat(answering()
                        .answer(
                                "shop",
                                Optional.of("xyz"),
                                new ApprovalService.Said("approve", Optional.empty(), Optional.empty())))
                .isEqualTo(2);
    }

    @Test
    void anAddressThatIsNoFunctionUrlIsUsedAsItIs() {
        ApprovalUrl other = ApprovalUrl.of(URI.create("http://127.0.0.1:1/x/"), "us-west-2");
        assertThat(other.region()).isEqualTo("us-west-2");
        assertThat(other.behind(URI.create("http://127.0.0.1:2"))).isEqualTo(other);
        assertThat(DEPLOYED.region()).isEqualTo("us-west-2");
    }
}

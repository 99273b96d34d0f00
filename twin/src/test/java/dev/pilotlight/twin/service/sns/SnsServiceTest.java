package dev.pilotlight.twin.service.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Topic;

class SnsServiceTest {
    private final List<String> delivered = new ArrayList<>();
    private final SnsService service = new SnsService(
            new Identifiers(),
            (subscription, publication) -> delivered.add(subscription.endpoint() + " " + publication.message()));
    private final TestTwin twin = new TestTwin(service);
    private final SnsClient client = twin.client(SnsClient.builder(), TestTwin.WEST);

    @Test
    void whatIsPublishedIsKept() {
        String topic = client.createTopic(create -> create.name("pilotlight")).topicArn();
        String first = client.publish(
                        publish -> publish.topicArn(topic).subject("Drill").message("All < well & good"))
                .messageId();
        String second = client.publish(publish -> publish.topicArn(topic).message("Again"))
                .messageId();
        assertThat(first).isNotEqualTo(second);
        assertThat(service.publications(topic).stream().map(Publication::message))
                .containsExactly("All < well & good", "Again");
        assertThat(service.publications(topic).getFirst().subject()).contains("Drill");
        assertThat(client.listTopics().topics().stream().map(Topic::topicArn)).containsExactly(topic);
    }

    @Test
    void aFunctionThatSubscribedIsToldAndAPersonWhoHasNotConfirmedIsNot() {
        String topic = service.seedTopic(TestTwin.seeding(TestTwin.WEST), "alarms");
        client.subscribe(
                subscribe -> subscribe.topicArn(topic).protocol("lambda").endpoint("starter"));
        assertThat(client.subscribe(subscribe ->
                                subscribe.topicArn(topic).protocol("email").endpoint("ops@shop.example"))
                        .subscriptionArn())
                .isEqualTo("pending confirmation");
        client.publish(publish -> publish.topicArn(topic).message("ALARM"));
        assertThat(delivered).containsExactly("starter ALARM");
        assertThat(client.listSubscriptionsByTopic(list -> list.topicArn(topic)).subscriptions())
                .hasSize(2);
    }

    @Test
    void aTopicThatIsAbsentOrElsewhereIsRefused() {
        assertThatThrownBy(() -> client.publish(publish -> publish.topicArn("arn:aws:sns:us-west-2:111111111111:none")
                        .message("x")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.publish(publish -> publish.topicArn("arn:aws:sns:us-east-1:111111111111:none")
                        .message("x")))
                .isInstanceOf(InvalidParameterException.class);
    }
}

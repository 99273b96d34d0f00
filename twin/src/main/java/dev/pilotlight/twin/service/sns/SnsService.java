package dev.pilotlight.twin.service.sns;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.QueryService;
import dev.pilotlight.twin.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * SNS: standard topics. What is published is kept for whoever looks at the twin; confirmed subscriptions are handed to
 * the composition, which knows how to deliver.
 */
public final class SnsService extends QueryService {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final int LARGEST_MESSAGE = 256 * 1024;
    private static final int LONGEST_SUBJECT = 100;

    private final Identifiers identifiers;
    private final BiConsumer<Subscription, Publication> deliveries;
    private final Map<String, Topic> topics = new TreeMap<>();

    private static final class Topic {
        private final List<Publication> publications = new ArrayList<>();
        private final List<Subscription> subscriptions = new ArrayList<>();
    }

    /** @param deliveries told every message once for each confirmed subscription; it must not wait */
    public SnsService(Identifiers identifiers, BiConsumer<Subscription, Publication> deliveries) {
        super(Dialect.QUERY, "http://sns.amazonaws.com/doc/2010-03-31/");
        this.identifiers = identifiers;
        this.deliveries = deliveries;
        operation("CreateTopic", Set.of("Name"), this::createTopic);
        operation("ListTopics", Set.of("NextToken"), this::listTopics);
        operation("Publish", Set.of("TopicArn", "Message", "Subject", "MessageAttributes"), this::publish);
        operation("Subscribe", Set.of("TopicArn", "Protocol", "Endpoint", "ReturnSubscriptionArn"), this::subscribe);
        operation("ListSubscriptionsByTopic", Set.of("TopicArn", "NextToken"), this::listSubscriptions);
    }

    @Override
    public String signingName() {
        return "sns";
    }

    /** Makes a topic, as the world begins with it; returns its ARN. */
    public String seedTopic(CallContext context, String name) {
        String arn = context.arn("sns", name);
        topics.computeIfAbsent(arn, _ -> new Topic());
        return arn;
    }

    /** Everything that was published to a topic, the oldest first. */
    public List<Publication> publications(String topicArn) {
        return Optional.ofNullable(topics.get(topicArn))
                .map(topic -> List.copyOf(topic.publications))
                .orElse(List.of());
    }

    /**
     * Publishes in the name of another service, such as an alarm. The caller holds the twin exclusively.
     *
     * @throws AwsError when there is no such topic
     */
    public Publication publish(String topicArn, Optional<String> subject, String message, Instant now) {
        Topic topic = Optional.ofNullable(topics.get(topicArn))
                .orElseThrow(() -> new AwsError(404, "NotFound", "Topic does not exist"));
        Publication publication = new Publication(identifiers.uuid(), topicArn, subject, message, now);
        topic.publications.add(publication);
        topic.subscriptions.stream()
                .filter(Subscription::confirmed)
                .forEach(subscription -> deliveries.accept(subscription, publication));
        return publication;
    }

    private List<Xml> createTopic(QueryParameters parameters, CallContext context) {
        String name = parameters.required("Name");
        if (!NAME.matcher(name).matches()) {
            throw invalid("Topic Name");
        }
        return List.of(Xml.text("TopicArn", seedTopic(context, name)));
    }

    private List<Xml> listTopics(QueryParameters parameters, CallContext context) {
        List<String> own = topics.keySet().stream()
                .filter(arn -> arn.startsWith(context.arn("sns", "")))
                .toList();
        return List.of(Xml.list("Topics", own, arn -> Xml.element("member", Xml.text("TopicArn", arn))));
    }

    private List<Xml> publish(QueryParameters parameters, CallContext context) {
        String topic = requireTopic(parameters, context);
        String message =
                parameters.text("Message").filter(text -> !text.isEmpty()).orElseThrow(() -> invalid("Empty message"));
        if (message.getBytes(StandardCharsets.UTF_8).length > LARGEST_MESSAGE) {
            throw invalid("Message too long");
        }
        Optional<String> subject = parameters.text("Subject");
        if (subject.filter(text -> text.isEmpty() || text.length() > LONGEST_SUBJECT || text.contains("\n"))
                .isPresent()) {
            throw invalid("Subject");
        }
        return List.of(Xml.text(
                "MessageId", publish(topic, subject, message, context.now()).messageId()));
    }

    private List<Xml> subscribe(QueryParameters parameters, CallContext context) {
        String topic = requireTopic(parameters, context);
        Subscription subscription = new Subscription(
                topic + ":" + identifiers.uuid(),
                topic,
                parameters.required("Protocol"),
                parameters.required("Endpoint"),
                context.account());
        existing(topic).subscriptions.add(subscription);
        boolean told = subscription.confirmed() || parameters.flag("ReturnSubscriptionArn");
        return List.of(Xml.text("SubscriptionArn", told ? subscription.arn() : "pending confirmation"));
    }

    private List<Xml> listSubscriptions(QueryParameters parameters, CallContext context) {
        List<Subscription> subscriptions = existing(requireTopic(parameters, context)).subscriptions;
        return List.of(Xml.list(
                "Subscriptions",
                subscriptions,
                subscription -> Xml.element(
                        "member",
                        Xml.text(
                                "SubscriptionArn",
                                subscription.confirmed() ? subscription.arn() : "PendingConfirmation"),
                        Xml.text("Owner", subscription.owner()),
                        Xml.text("Protocol", subscription.protocol()),
                        Xml.text("Endpoint", subscription.endpoint()),
                        Xml.text("TopicArn", subscription.topicArn()))));
    }

    private String requireTopic(QueryParameters parameters, CallContext context) {
        String arn = parameters.required("TopicArn");
        if (!arn.startsWith(context.arn("sns", ""))) {
            throw invalid("TopicArn");
        }
        existing(arn);
        return arn;
    }

    private Topic existing(String arn) {
        return Optional.ofNullable(topics.get(arn))
                .orElseThrow(() -> new AwsError(404, "NotFound", "Topic does not exist"));
    }

    private static AwsError invalid(String what) {
        return AwsError.badRequest("InvalidParameter", "Invalid parameter: " + what);
    }
}

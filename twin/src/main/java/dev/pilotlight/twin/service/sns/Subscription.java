package dev.pilotlight.twin.service.sns;

/**
 * Who wants to be told what is published to a topic.
 *
 * @param protocol for example {@code lambda} or {@code email}
 * @param endpoint a function's ARN, an address …
 */
public record Subscription(String arn, String topicArn, String protocol, String endpoint, String owner) {

    /** Whether it is in force at once; a person has to confirm the others, which does not happen in the twin. */
    boolean confirmed() {
        return protocol.equals("lambda") || protocol.equals("sqs") || protocol.equals("firehose");
    }
}

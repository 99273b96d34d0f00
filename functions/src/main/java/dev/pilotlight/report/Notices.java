package dev.pilotlight.report;

/** How people are told. Telling them twice is possible, and better than not at all. */
public interface Notices {
    /**
     * Tells everybody who has subscribed.
     *
     * @param topic the ARN of the topic
     */
    void publish(String topic, Notice notice);
}

package dev.pilotlight.twin.wire;

import java.time.Instant;

/**
 * Who calls, where and when.
 *
 * @param region the Region of the credential scope, for example {@code us-west-2}
 * @param account twelve digits
 * @param principal the caller's access key id, which stands for the role that signed
 * @param requestId unique within the twin
 * @param now the moment at which the effect happens
 */
public record CallContext(String region, String account, String principal, String requestId, Instant now) {

    /** The ARN of something in this Region and account. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}

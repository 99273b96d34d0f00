package dev.pilotlight.twin.service.ssm;

import java.time.Instant;

/**
 * One version of a parameter.
 *
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param version counts from 1
 */
record Parameter(String name, String arn, String type, String value, int version, Instant modified) {

    /** What somebody sees who does not ask for decryption. */
    String concealed() {
        return type.equals("SecureString") ? "kms:alias/aws/ssm:" + Integer.toHexString(value.hashCode()) : value;
    }
}

package dev.pilotlight.fence;

import java.util.regex.Pattern;

/**
 * A network ACL of a VPC.
 *
 * @param value like {@code acl-0123456789abcdef0}
 */
record NetworkAclId(String value) implements Comparable<NetworkAclId> {
    private static final Pattern FORM = Pattern.compile("acl-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    NetworkAclId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a text of " + value.length()
                    + " characters is not a network ACL; write it like acl-0123456789abcdef0");
        }
    }

    @Override
    public int compareTo(NetworkAclId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

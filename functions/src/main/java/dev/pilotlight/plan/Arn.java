package dev.pilotlight.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of an Amazon Resource Name whose Region and account are both given. */
record Arn(String service, RegionName region, AccountId account, String resource) {
    private static final Pattern FORM =
            Pattern.compile("arn:aws(?:-cn|-us-gov)?:([a-z0-9-]+):([a-z0-9-]+):([0-9]{12}):([\\x21-\\x7e ]{1,512})");

    static Arn parse(String value, String service, Pattern resource, String what, String example) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()
                || !parts.group(1).equals(service)
                || !resource.matcher(parts.group(4)).matches()) {
            throw new IllegalArgumentException(Form.shape(value) + " is not " + what + "; write it like " + example);
        }
        return new Arn(service, new RegionName(parts.group(2)), new AccountId(parts.group(3)), parts.group(4));
    }
}

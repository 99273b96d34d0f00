package dev.pilotlight.approval;

import dev.pilotlight.plan.AccountId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may answer. IAM lets nobody else through to the function; this says it a second time, for an identity that may
 * call every function of the account.
 *
 * @param account the deployment's; when nobody is named, everybody in it whom IAM lets through
 * @param named ARNs of users and roles
 */
record Approvers(AccountId account, List<String> named) {
    private static final Pattern SESSION =
            Pattern.compile("arn:(aws[a-z-]*):sts::([0-9]{12}):assumed-role/([^/]+)/[^/]+");
    private static final Pattern ROLE = Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):role/(?:[^/]+/)*([^/]+)");
    private static final Pattern ANY = Pattern.compile("arn:aws[a-z-]*:(?:iam|sts)::([0-9]{12}):.+");

    boolean include(String caller) {
        if (named.isEmpty()) {
            Matcher parts = ANY.matcher(caller);
            return parts.matches() && parts.group(1).equals(account.value());
        }
        return named.stream().anyMatch(approver -> approver.equals(caller) || isSessionOf(caller, approver));
    }

    /** A session's ARN names the role, but not its path. */
    private static boolean isSessionOf(String caller, String role) {
        Matcher session = SESSION.matcher(caller);
        Matcher named = ROLE.matcher(role);
        return session.matches()
                && named.matches()
                && session.group(1).equals(named.group(1))
                && session.group(2).equals(named.group(2))
                && session.group(3).equals(named.group(3));
    }
}

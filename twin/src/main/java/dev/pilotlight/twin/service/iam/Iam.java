package dev.pilotlight.twin.service.iam;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.QueryService;
import dev.pilotlight.twin.wire.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** IAM, which is the same in every Region: roles and instance profiles are read. Nothing enforces a policy here. */
public final class Iam extends QueryService {
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

    private final Map<String, String> roles = new TreeMap<>();
    private final Map<String, String> profiles = new TreeMap<>();

    public Iam() {
        super(Dialect.QUERY, "https://iam.amazonaws.com/doc/2010-05-08/");
        operation("GetRole", Set.of("RoleName"), this::role);
        operation("GetInstanceProfile", Set.of("InstanceProfileName"), this::profile);
    }

    @Override
    public String signingName() {
        return "iam";
    }

    /**
     * Puts a role into the account.
     *
     * @param trust the policy that says who may assume it, as JSON
     */
    public void seedRole(String name, String trust) {
        roles.put(name, trust);
    }

    /**
     * Puts an instance profile into the account.
     *
     * @param role the name of its role; empty for a profile without one
     */
    public void seedProfile(String name, String role) {
        profiles.put(name, role);
    }

    /** Takes an instance profile out of the account. */
    public void removeProfile(String name) {
        profiles.remove(name);
    }

    private List<Xml> role(QueryParameters parameters, CallContext context) {
        String name = parameters.required("RoleName");
        if (!roles.containsKey(name)) {
            throw missing("The role with name " + name + " cannot be found.");
        }
        return List.of(role(name, context));
    }

    private List<Xml> profile(QueryParameters parameters, CallContext context) {
        String name = parameters.required("InstanceProfileName");
        String role = profiles.get(name);
        if (role == null) {
            throw missing("Instance Profile " + name + " cannot be found.");
        }
        Xml members = Xml.element("Roles");
        if (!role.isEmpty()) {
            members.add(Xml.element("member", role(role, context).children()));
        }
        return List.of(Xml.element(
                "InstanceProfile",
                Xml.text("Path", "/"),
                Xml.text("InstanceProfileName", name),
                Xml.text("InstanceProfileId", "AIPATWIN" + name),
                Xml.text("Arn", arn(context, "instance-profile/" + name)),
                Xml.time("CreateDate", LONG_AGO),
                members));
    }

    private Xml role(String name, CallContext context) {
        String trust = roles.getOrDefault(name, "{}");
        return Xml.element(
                "Role",
                Xml.text("Path", "/"),
                Xml.text("RoleName", name),
                Xml.text("RoleId", "AROATWIN" + name),
                Xml.text("Arn", arn(context, "role/" + name)),
                Xml.time("CreateDate", LONG_AGO),
                Xml.text("AssumeRolePolicyDocument", URLEncoder.encode(trust, StandardCharsets.UTF_8)));
    }

    private static String arn(CallContext context, String resource) {
        return "arn:aws:iam::" + context.account() + ":" + resource;
    }

    private static AwsError missing(String what) {
        return new AwsError(404, "NoSuchEntity", what);
    }
}

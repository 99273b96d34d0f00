package dev.pilotlight.twin.service.sts;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.QueryService;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;
import java.util.Set;

/** Tells callers their account and role; the access key id stands for the role. */
public final class Sts extends QueryService {
    public Sts() {
        super(Dialect.QUERY, "https://sts.amazonaws.com/doc/2011-06-15/");
        operation("GetCallerIdentity", Set.of(), Sts::callerIdentity);
    }

    @Override
    public String signingName() {
        return "sts";
    }

    private static List<Xml> callerIdentity(QueryParameters parameters, CallContext context) {
        String role = "arn:aws:sts::" + context.account() + ":assumed-role/" + context.principal() + "/twin";
        return List.of(
                Xml.text("UserId", "AROATWIN:" + context.principal()),
                Xml.text("Account", context.account()),
                Xml.text("Arn", role));
    }
}

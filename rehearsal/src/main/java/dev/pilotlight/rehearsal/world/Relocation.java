package dev.pilotlight.rehearsal.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;

/**
 * Brings a plan into the account and the two Regions that the twin has. What it says stays the same; only the account,
 * the Regions and whatever is named after them have other names.
 */
public final class Relocation {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PRIMARY = "\u0001";
    private static final String RECOVERY = "\u0002";

    private Relocation() {}

    /** The same plan in the twin; a plan without account or Regions is left alone, for its reader to refuse. */
    public static ObjectNode of(ObjectNode plan) {
        String account = plan.path("account").asText("");
        String primary = plan.path("regions").path("primary").asText("");
        String recovery = plan.path("regions").path("recovery").asText("");
        if (account.length() != Twin.ACCOUNT.length() || primary.isBlank() || recovery.isBlank()) {
            return plan;
        }
        String text = plan.toString()
                .replace(account, Twin.ACCOUNT)
                .replace(recovery, RECOVERY)
                .replace(primary, PRIMARY)
                .replace(PRIMARY, Walkthrough.PRIMARY)
                .replace(RECOVERY, Walkthrough.RECOVERY);
        try {
            ObjectNode relocated = (ObjectNode) JSON.readTree(text);
            if (!primary.equals(Walkthrough.PRIMARY)) {
                witness(relocated);
            }
            return relocated;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a relocated plan is JSON as before", e);
        }
    }

    /** A primary in us-east-1 must have a witness, for alarms on health checks fail with it. */
    private static void witness(ObjectNode plan) {
        if (plan.path("outage").path("signals") instanceof ArrayNode signals
                && signals.findValuesAsText("kind").stream().noneMatch("witness"::equals)) {
            signals.addObject().put("name", "witness").put("kind", "witness");
        }
    }
}

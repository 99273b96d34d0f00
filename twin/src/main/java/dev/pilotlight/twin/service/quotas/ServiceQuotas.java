package dev.pilotlight.twin.service.quotas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Quotas of running on-demand instances, in vCPUs. They are only told: what EC2 itself refuses is in its physics.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html">The codes and their
 *     instance families; new accounts begin lower</a>
 */
public final class ServiceQuotas extends JsonService {
    /** Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances. */
    public static final String STANDARD = "L-1216C47A";

    private static final double USUAL = 256;

    private final Map<String, Double> values = new TreeMap<>();

    public ServiceQuotas() {
        super("1.1", "");
        operation("GetServiceQuota", Set.of("ServiceCode", "QuotaCode"), this::get);
    }

    @Override
    public String signingName() {
        return "servicequotas";
    }

    /** Changes the quota of standard instances in a Region. */
    public void seed(String region, double processors) {
        values.put(region, processors);
    }

    private ObjectNode get(JsonParameters input, CallContext context) {
        String code = input.required("QuotaCode");
        if (!input.required("ServiceCode").equals("ec2") || !code.equals(STANDARD)) {
            throw new AwsError(400, "NoSuchResourceException", "The quota " + code + " is not modelled by the twin");
        }
        ObjectNode answer = object();
        answer.putObject("Quota")
                .put("ServiceCode", "ec2")
                .put("QuotaCode", code)
                .put("QuotaName", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances")
                .put("Value", values.getOrDefault(context.region(), USUAL))
                .put("Adjustable", true);
        return answer;
    }
}

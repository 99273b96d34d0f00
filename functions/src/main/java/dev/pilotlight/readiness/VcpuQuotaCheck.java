package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The quota of running on-demand vCPUs holds what runs now and what the plan would launch, taking each tier's largest
 * type. Only standard families are counted, which share one quota.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html">EC2 instance quotas</a>
 */
final class VcpuQuotaCheck implements Check {
    private static final String STANDARD = "L-1216C47A";
    private static final Pattern STANDARD_TYPE =
            Pattern.compile("(?!inf|trn|dl|hpc|mac)[acdhimrtz][0-9].*|im4gn.*|is4gen.*");

    private final AwsClients clients;

    VcpuQuotaCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.VCPU_QUOTA;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        List<InstanceTier> tiers = Tiers.launched(plan);
        if (tiers.isEmpty()) {
            return new Finding.Ready(Tiers.NONE);
        }
        TreeSet<String> others = new TreeSet<>();
        tiers.forEach(tier -> others.addAll(tier.instanceTypes()));
        others.removeIf(type -> STANDARD_TYPE.matcher(type).matches());
        if (!others.isEmpty()) {
            return new Finding.Unknown(
                    "the quotas of " + others + " are not among those that are looked at",
                    "look at the Service Quotas console for the family's running on-demand instances");
        }
        return compare(clients.ec2(plan.regions().recovery()), tiers);
    }

    private Finding compare(Ec2Client ec2, List<InstanceTier> tiers) {
        List<String> running = running(ec2);
        Map<String, Integer> processors = processors(ec2, tiers, running);
        int used = running.stream()
                .mapToInt(type -> processors.getOrDefault(type, 0))
                .sum();
        int needed = tiers.stream()
                .mapToInt(tier -> tier.count()
                        * tier.instanceTypes().stream()
                                .mapToInt(type -> processors.getOrDefault(type, 0))
                                .max()
                                .orElse(0))
                .sum();
        double quota = clients.json()
                .ask(
                        "servicequotas",
                        "ServiceQuotasV20190624.GetServiceQuota",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("ServiceCode", "ec2")
                                .put("QuotaCode", STANDARD))
                .path("Quota")
                .path("Value")
                .asDouble();
        String told = used + " vCPUs run, " + needed + " more are needed, " + (long) quota + " are allowed";
        return used + needed <= quota
                ? new Finding.Ready(told)
                : new Finding.NotReady(
                        told,
                        "ask for a higher quota " + STANDARD + " of EC2 in the recovery Region; it can take days");
    }

    private static List<String> running(Ec2Client ec2) {
        List<String> types = new ArrayList<>();
        ec2.describeInstancesPaginator(describe -> describe.filters(Filter.builder()
                        .name("instance-state-name")
                        .values("pending", "running")
                        .build()))
                .reservations()
                .forEach(reservation -> reservation.instances().stream()
                        .map(instance -> instance.instanceTypeAsString())
                        .filter(type -> STANDARD_TYPE.matcher(type).matches())
                        .forEach(types::add));
        return types;
    }

    private static Map<String, Integer> processors(Ec2Client ec2, List<InstanceTier> tiers, List<String> running) {
        TreeSet<String> types = new TreeSet<>(running);
        tiers.forEach(tier -> types.addAll(tier.instanceTypes()));
        Map<String, Integer> processors = new TreeMap<>();
        ec2.describeInstanceTypes(describe -> describe.instanceTypesWithStrings(types))
                .instanceTypes()
                .forEach(type -> processors.put(
                        type.instanceTypeAsString(), type.vCpuInfo().defaultVCpus()));
        return processors;
    }
}

package dev.pilotlight.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.aws.JsonCalls;
import dev.pilotlight.plan.RegionName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** AWS KMS and the instance types of Amazon EC2 in one Region. */
public final class AwsBootConditions implements BootConditions {
    private final Ec2Client ec2;
    private final JsonCalls calls;

    public AwsBootConditions(AwsClients clients, RegionName region) {
        this.ec2 = clients.ec2(region);
        this.calls = clients.json().in(region);
    }

    @Override
    public String keyState(String key) {
        try {
            return calls.ask(
                            "kms",
                            "TrentService.DescribeKey",
                            JsonNodeFactory.instance.objectNode().put("KeyId", key))
                    .path("KeyMetadata")
                    .path("KeyState")
                    .asText();
        } catch (AwsServiceException failure) {
            if (AwsErrors.code(failure).equals("NotFoundException")) {
                return "";
            }
            throw AwsErrors.translate(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public Map<String, Set<String>> architectures(List<String> instanceTypes) {
        // Asked by a filter, for a name that does not exist is an error otherwise.
        Filter types =
                Filter.builder().name("instance-type").values(instanceTypes).build();
        Map<String, Set<String>> architectures = new TreeMap<>();
        try {
            ec2.describeInstanceTypesPaginator(describe -> describe.filters(types)).instanceTypes().stream()
                    .filter(type -> type.processorInfo() != null)
                    .forEach(type -> architectures.put(
                            type.instanceTypeAsString(),
                            new TreeSet<>(type.processorInfo().supportedArchitecturesAsStrings())));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        return architectures;
    }
}

package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The namespace {@code PilotLight} of CloudWatch: {@code Readiness} by plan, {@code Ready} by plan and check. */
final class CloudWatchReadings implements Readings {
    private static final String NAMESPACE = "PilotLight";

    private final CloudWatchClient cloudWatch;

    CloudWatchReadings(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public void publish(PlanName plan, Readiness readiness, Instant now) {
        List<MetricDatum> samples = new ArrayList<>();
        samples.add(sample("Readiness", readiness.score(), StandardUnit.PERCENT, now, dimension("Plan", plan.value())));
        for (Result result : readiness.results()) {
            if (result.status() != Status.UNKNOWN) {
                samples.add(sample(
                        "Ready",
                        result.status() == Status.READY ? 1 : 0,
                        StandardUnit.NONE,
                        now,
                        dimension("Plan", plan.value()),
                        dimension("Check", result.topic().word())));
            }
        }
        try {
            cloudWatch.putMetricData(put -> put.namespace(NAMESPACE).metricData(samples));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static MetricDatum sample(
            String name, double value, StandardUnit unit, Instant now, Dimension... dimensions) {
        return MetricDatum.builder()
                .metricName(name)
                .value(value)
                .unit(unit)
                .timestamp(now)
                .dimensions(dimensions)
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}

package dev.pilotlight.twin.world;

import dev.pilotlight.twin.service.autoscaling.Machines;
import dev.pilotlight.twin.service.ec2.Ec2Service;
import java.time.Instant;
import java.util.Map;

/** The instances of Auto Scaling groups are EC2's. */
record ScaledMachines(Ec2Service ec2) implements Machines {

    @Override
    public String start(String region, Template template, Map<String, String> tags, Instant now) {
        return ec2.start(
                region,
                template.imageId(),
                template.instanceType(),
                template.subnetId(),
                template.securityGroup(),
                template.profile(),
                tags,
                now);
    }

    @Override
    public void end(String region, String instanceId, Instant now) {
        ec2.end(region, instanceId, now);
    }

    @Override
    public Stage stage(String region, String instanceId, Instant now) {
        return ec2.instance(region, instanceId)
                .map(sight -> switch (sight.guest().state(now)) {
                    case PENDING -> Stage.STARTING;
                    case RUNNING -> Stage.RUNNING;
                    case SHUTTING_DOWN, STOPPING, STOPPED -> Stage.ENDING;
                    case TERMINATED -> Stage.GONE;
                })
                .orElse(Stage.GONE);
    }
}

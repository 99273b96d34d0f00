package dev.pilotlight.breakglass;

import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.Site;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.TrafficSwitch;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The failover of one plan by hand, as text for a shell: every command is literal and needs no function, table or state
 * machine of ours, and after each stands how to see that it worked. The same plan always gives the same sheet.
 */
public final class Breakglass {
    private final Plan plan;
    private final String region;
    private final Sheet sheet = new Sheet();

    private Breakglass(Plan plan) {
        this.plan = plan;
        this.region = " --region " + plan.regions().recovery();
    }

    /** The sheet for a plan: comments and commands, one step after the other. */
    public static String sheet(Plan plan) {
        return new Breakglass(plan).written();
    }

    private String written() {
        sheet.comment("Break glass: the failover of plan " + plan.plan() + " from "
                + plan.regions().primary() + " to " + plan.regions().recovery() + ", by hand.");
        sheet.comment("For an account " + plan.account()
                + " whose automation cannot be used. Type the commands one after the");
        sheet.comment("other, and go on only when what you see is what stands below each.");
        start();
        plan.databases().forEach(this::promote);
        plan.tiers().forEach(this::launch);
        plan.bindings().forEach(this::bind);
        plan.sites().forEach(this::check);
        shift();
        finish();
        return sheet.text();
    }

    private void start() {
        sheet.step("Make sure that you are in the right account, and that nothing else is at work");
        sheet.command("aws sts get-caller-identity" + region);
        sheet.expect("\"Account\": \"" + plan.account() + "\"");
        sheet.command("aws stepfunctions list-state-machines" + region
                + " --query \"stateMachines[?ends_with(name, 'failover')].stateMachineArn\" --output text");
        sheet.command("aws stepfunctions list-executions" + region
                + " --status-filter RUNNING --state-machine-arn <the ARN from above>");
        sheet.expect("no execution; stop one with: aws stepfunctions stop-execution" + region
                + " --execution-arn <its ARN>, and wait a minute for its last call");
        sheet.comment("If Step Functions does not answer, its executions do not go on either.");
    }

    private void promote(Database database) {
        String cluster = database.recoveryCluster().identifier();
        String global = " --global-cluster-identifier " + database.globalCluster();
        sheet.step("Promote the database " + database.name()
                + ". THERE IS NO WAY BACK: what the primary has not replicated is lost,"
                + " and it must not be written to any more");
        sheet.command("aws rds describe-db-clusters" + region + " --db-cluster-identifier " + cluster
                + " --query \"DBClusters[0].[Status,DBClusterMembers[].[DBInstanceIdentifier,IsClusterWriter]]\"");
        sheet.expect("\"available\" and at least one instance; without one, create it first: aws rds create-db-instance"
                + region + " --db-instance-identifier " + cluster + "-1 --db-cluster-identifier " + cluster
                + " --engine <the cluster's engine> --db-instance-class <the primary's class>");
        switch (database.strategy()) {
            case MANAGED -> {
                sheet.command("aws rds failover-global-cluster" + region + global + " --target-db-cluster-identifier "
                        + database.recoveryCluster() + " --allow-data-loss");
                sheet.comment("If it is refused, or still pending after "
                        + database.managedDeadline().toMinutes()
                        + " minutes, take the cluster out instead (after looking at its membership):");
                sheet.comment("  " + detach(database, global));
            }
            case DETACH -> sheet.command(detach(database, global));
        }
        sheet.command("aws rds describe-global-clusters" + region + global
                + " --query \"GlobalClusters[0].GlobalClusterMembers[].[DBClusterArn,IsWriter]\"");
        sheet.expect(
                switch (database.strategy()) {
                    case MANAGED -> database.recoveryCluster() + " with true";
                    case DETACH -> database.recoveryCluster() + " is not listed any more";
                });
        sheet.command(
                "aws rds describe-db-clusters" + region + " --db-cluster-identifier " + cluster
                        + " --query \"DBClusters[0].[Status,Endpoint,Port,DBClusterMembers[?IsClusterWriter].DBInstanceIdentifier]\"");
        sheet.expect(
                "\"available\", an endpoint without -ro, and one writer; minutes may pass. The status right after the"
                        + " request proves nothing: look until it has changed and is \"available\" again");
    }

    private String detach(Database database, String global) {
        return "aws rds remove-from-global-cluster" + region + global + " --db-cluster-identifier "
                + database.recoveryCluster();
    }

    private void launch(Tier tier) {
        sheet.step("Launch the tier " + tier.name() + (tier.after().isEmpty() ? "" : ", after " + tier.after()));
        switch (tier) {
            case InstanceTier launched -> launch(launched);
            case ScalingTier scaled -> scale(scaled);
        }
    }

    private void scale(ScalingTier tier) {
        String name = " --auto-scaling-group-name '" + tier.group() + "'";
        sheet.command("aws autoscaling update-auto-scaling-group" + region + name + " --desired-capacity "
                + tier.count() + " --max-size " + tier.count());
        sheet.comment("If the group is larger already, leave it as it is.");
        sheet.command(
                "aws autoscaling describe-auto-scaling-groups" + region + " --auto-scaling-group-names '" + tier.group()
                        + "' --query \"AutoScalingGroups[0].Instances[].[InstanceId,LifecycleState]\" --output text");
        sheet.expect("InService for " + tier.count() + " of them; " + tier.minimum() + " are enough to go on");
    }

    private void launch(InstanceTier tier) {
        String running = "aws ec2 describe-instances" + region + " --filters Name=tag:pilotlight:plan,Values="
                + plan.plan() + " Name=tag:pilotlight:tier,Values=" + tier.name()
                + " Name=instance-state-name,Values=pending,running --query \"Reservations[].Instances[].InstanceId\" --output text";
        sheet.command(running);
        sheet.expect("the instances that are there already; launch only what is missing to " + tier.count());
        sheet.command(
                "aws ec2 describe-images" + region + " --owners self --filters " + imageFilters(tier)
                        + " Name=state,Values=available --query \"sort_by(Images,&CreationDate)[-1].[ImageId,CreationDate]\" --output text");
        sheet.command("aws ec2 run-instances" + region + " --image-id <the image from above> --count " + tier.count()
                + " --instance-type " + tier.instanceTypes().getFirst() + " --subnet-id "
                + tier.subnets().getFirst() + securityGroups(tier) + " --iam-instance-profile Name="
                + tier.instanceProfile()
                + " --tag-specifications 'ResourceType=instance,Tags=[{Key=pilotlight:plan,Value=" + plan.plan()
                + "},{Key=pilotlight:tier,Value=" + tier.name() + "}]'");
        if (tier.subnets().size() > 1 || tier.instanceTypes().size() > 1) {
            sheet.comment("Without capacity there, try "
                    + tier.subnets().stream().skip(1).map(SubnetId::value).toList() + " and "
                    + tier.instanceTypes().stream().skip(1).toList() + "; " + tier.minimum() + " are enough to go on.");
        }
        sheet.command(
                "aws ec2 describe-instance-status" + region
                        + " --instance-ids $(" + running + ")"
                        + " --query \"InstanceStatuses[].[InstanceId,InstanceStatus.Status,SystemStatus.Status]\" --output text");
        sheet.expect("ok ok for each of them; minutes may pass");
        for (TargetGroupArn group : tier.targetGroups()) {
            sheet.command("aws elbv2 register-targets" + region + " --target-group-arn " + group
                    + " --targets $(for i in $(" + running + "); do printf 'Id=%s ' $i; done)");
            sheet.command("aws elbv2 describe-target-health" + region + " --target-group-arn " + group
                    + " --query \"TargetHealthDescriptions[].[Target.Id,TargetHealth.State]\" --output text");
            sheet.expect("healthy for each of them, which may need the bindings below first");
        }
    }

    private static String imageFilters(InstanceTier tier) {
        return tier.image().tags().entrySet().stream()
                .map(tag -> "'Name=tag:" + tag.getKey() + ",Values=" + tag.getValue() + "'")
                .collect(Collectors.joining(" "));
    }

    private static String securityGroups(InstanceTier tier) {
        List<SecurityGroupId> groups = tier.securityGroups();
        return groups.isEmpty()
                ? ""
                : " --security-group-ids "
                        + groups.stream().map(SecurityGroupId::value).collect(Collectors.joining(" "));
    }

    private void bind(Binding binding) {
        Database database = plan.database(binding.database()).orElseThrow();
        String fact = switch (binding.fact()) {
            case "port" -> "Port";
            case "host" -> "Endpoint";
            default -> "join(':',[Endpoint,to_string(Port)])";
        };
        String value = "aws rds describe-db-clusters" + region + " --db-cluster-identifier "
                + database.recoveryCluster().identifier() + " --query \"DBClusters[0]." + fact + "\" --output text";
        sheet.step("Tell the application where the database " + database.name() + " is");
        switch (binding) {
            case Binding.ParameterBinding parameter -> bind(parameter, value);
            case Binding.SecretBinding secret -> bind(secret, value);
        }
    }

    private void bind(Binding.ParameterBinding binding, String value) {
        sheet.command("aws ssm put-parameter" + region + " --overwrite --type String --name " + binding.parameter()
                + " --value \"$(" + value + ")\"");
        sheet.command("aws ssm get-parameter" + region + " --name " + binding.parameter()
                + " --query Parameter.Value --output text");
        sheet.expect("the endpoint that you saw after the promotion");
    }

    private void bind(Binding.SecretBinding binding, String value) {
        sheet.command("aws secretsmanager stop-replication-to-replica" + region + " --secret-id " + binding.secret());
        sheet.comment("It is refused when the secret is no replica, or no longer: go on.");
        sheet.command(value);
        sheet.comment("Put that under the key " + binding.key() + " of the secret " + binding.secret()
                + " with the console of Secrets Manager: on a command line the rest of it would be seen.");
    }

    private void check(Site site) {
        sheet.step("Check the site " + site.name() + ", " + site.passes() + " times in a row");
        sheet.command("curl -sS -m 5 -o /dev/null -w '%{http_code}\\n' '" + site.url() + "'");
        sheet.expect(Integer.toString(site.expect().status()));
    }

    private void shift() {
        sheet.step("Move the visitors, once every site above has passed");
        switch (plan.traffic()) {
            case TrafficSwitch.LatchedObject object -> {
                String at = " --bucket " + object.bucket() + " --key " + object.key();
                sheet.command("printf no > /tmp/primary-is-serving && aws s3api put-object" + region + at
                        + " --content-type text/plain --body /tmp/primary-is-serving");
                sheet.command("aws s3 cp" + region + " s3://" + object.bucket() + "/" + object.key() + " -");
                sheet.expect("no; Route 53 follows within about "
                        + 3 * object.healthCheckInterval().toSeconds() + " s, visitors with the records' TTL");
            }
            case TrafficSwitch.LatchedMetric metric -> {
                sheet.command("aws cloudwatch put-metric-data" + region + " --namespace '" + metric.namespace()
                        + "' --metric-name '" + metric.metric() + "' --value 0");
                sheet.comment("A missing sample moves nobody back, but repeat it every minute until the automation is"
                        + " back: a script in a shell will do.");
            }
            case TrafficSwitch.RoutingControl control -> {
                sheet.comment("Any one of the five endpoints is enough; try the next one when one does not answer.");
                String entries = " --update-routing-control-state-entries RoutingControlArn=" + control.primary()
                        + ",RoutingControlState=Off"
                        + control.recovery()
                                .map(on -> " RoutingControlArn=" + on + ",RoutingControlState=On")
                                .orElse("");
                control.endpoints()
                        .forEach(endpoint -> sheet.command("aws route53-recovery-cluster update-routing-control-states"
                                + entries + " --endpoint-url " + endpoint + " --region " + endpoint.region()));
            }
            case TrafficSwitch.NoSwitch _ -> sheet.comment("The plan moves no traffic: do what your own runbook says.");
        }
    }

    private void finish() {
        sheet.step("Afterwards");
        plan.databases()
                .forEach(database -> sheet.comment("Keep writers away from " + database.primaryCluster()
                        + ", and do not delete it: what it had not replicated is only there."));
        sheet.comment("When the automation is back, pilotlight resume " + plan.plan()
                + " adopts what you did, and closes the record.");
    }

    /** Lines of a shell script that is read rather than run. */
    private static final class Sheet {
        private final StringBuilder text = new StringBuilder();
        private int steps;

        void step(String title) {
            steps++;
            text.append("\n# ").append(steps).append(". ").append(title).append(".\n");
        }

        void command(String command) {
            text.append(command).append('\n');
        }

        void expect(String what) {
            comment("  expect: " + what);
        }

        void comment(String words) {
            text.append("# ").append(words).append('\n');
        }

        String text() {
            return text.toString();
        }
    }
}

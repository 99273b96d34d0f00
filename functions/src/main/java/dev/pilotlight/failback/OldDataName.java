package dev.pilotlight.failback;

import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The kept cluster that a person names, by its identifier or its ARN.
 *
 * @param identifier like {@code shop-east-kept-e3}
 * @param epoch of the failback that has kept it, as its name says
 * @param databases of the plan which it may have belonged to, as its name says; long names may begin alike
 */
record OldDataName(String identifier, Epoch epoch, List<Database> databases) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    OldDataName {
        databases = List.copyOf(databases);
    }

    /**
     * Reads what a person has typed.
     *
     * @throws RefusedException with {@link Guard#INVALID_INPUT}, {@link Guard#WRONG_PLACE} or
     *     {@link Guard#NOT_OLD_DATA}
     */
    static OldDataName read(String typed, Plan plan) {
        String identifier = identifier(typed, plan);
        for (Database database : plan.databases()) {
            for (ClusterArn own : List.of(database.primaryCluster(), database.recoveryCluster())) {
                if (own.identifier().equals(identifier)) {
                    throw new RefusedException(
                            Guard.NOT_OLD_DATA,
                            "cluster: " + identifier + " is the cluster of database " + database.name()
                                    + " that the plan names; it is never deleted",
                            "name a cluster that a failback has kept: " + look(plan));
                }
            }
        }
        List<Database> databases = plan.databases().stream()
                .filter(database -> identifier.startsWith(Names.keptPrefix(database)))
                .filter(database -> NUMBER.matcher(number(identifier, database)).matches())
                .toList();
        if (databases.isEmpty()) {
            throw new RefusedException(
                    Guard.NOT_OLD_DATA,
                    "cluster: " + identifier + " is not named as a failback of " + plan.plan()
                            + " names an old primary that it keeps",
                    "name one of those: " + look(plan));
        }
        return new OldDataName(
                identifier, new Epoch(Long.parseLong(number(identifier, databases.getFirst()))), databases);
    }

    private static String number(String identifier, Database database) {
        return identifier.substring(Names.keptPrefix(database).length());
    }

    private static String identifier(String typed, Plan plan) {
        if (NAME.matcher(typed).matches()) {
            return typed;
        }
        ClusterArn arn;
        try {
            arn = new ClusterArn(typed);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "cluster: it is neither the identifier nor the ARN of a cluster",
                    "start with {\"plan\":\"" + plan.plan() + "\",\"cluster\":\"<the kept cluster>\"}; " + look(plan));
        }
        if (!arn.account().equals(plan.account())
                || !arn.region().equals(plan.regions().primary())) {
            throw new RefusedException(
                    Guard.WRONG_PLACE,
                    "cluster: " + arn + " does not lie in the plan's account and primary Region",
                    "name a cluster of " + plan.account() + " in "
                            + plan.regions().primary() + ": " + look(plan));
        }
        return arn.identifier();
    }

    private static String look(Plan plan) {
        return "aws rds describe-db-clusters --region " + plan.regions().primary()
                + " --query 'DBClusters[?contains(DBClusterIdentifier, `-kept-e`)].DBClusterArn'";
    }
}

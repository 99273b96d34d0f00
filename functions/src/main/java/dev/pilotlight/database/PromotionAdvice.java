package dev.pilotlight.database;

import dev.pilotlight.plan.Database;

/** What a person can do about a database that this software does not promote: literal commands. */
final class PromotionAdvice {
    private PromotionAdvice() {}

    static String of(Database database) {
        String region = " --region " + database.recoveryCluster().region();
        return "look: aws rds describe-global-clusters --global-cluster-identifier " + database.globalCluster() + region
                + "; detach it yourself, which leaves two writable databases when the primary still lives: "
                + "aws rds remove-from-global-cluster --global-cluster-identifier " + database.globalCluster()
                + " --db-cluster-identifier " + database.recoveryCluster() + region
                + "; then start the failover again, which adopts what it finds";
    }
}

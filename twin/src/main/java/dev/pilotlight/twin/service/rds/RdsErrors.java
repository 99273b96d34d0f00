package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.AwsError;

/** The errors of the RDS API, with its codes and its way of putting them. */
final class RdsErrors {
    private RdsErrors() {}

    static AwsError noSuchCluster(String name) {
        return new AwsError(404, "DBClusterNotFoundFault", "DBCluster " + name + " not found.");
    }

    static AwsError noSuchInstance(String name) {
        return new AwsError(404, "DBInstanceNotFound", "DBInstance " + name + " not found.");
    }

    static AwsError noSuchGlobalCluster(String name) {
        return new AwsError(404, "GlobalClusterNotFoundFault", "Global cluster " + name + " not found.");
    }

    static AwsError noSuchSubnetGroup(String name) {
        return new AwsError(404, "DBSubnetGroupNotFoundFault", "DB subnet group '" + name + "' does not exist.");
    }

    static AwsError noSuchSnapshot(String name) {
        return new AwsError(404, "DBClusterSnapshotNotFoundFault", "DBClusterSnapshot " + name + " not found.");
    }

    static AwsError invalidSnapshotState(String why) {
        return AwsError.badRequest("InvalidDBClusterSnapshotStateFault", why);
    }

    static AwsError invalidClusterState(String why) {
        return AwsError.badRequest("InvalidDBClusterStateFault", why);
    }

    static AwsError invalidGlobalClusterState(String why) {
        return AwsError.badRequest("InvalidGlobalClusterStateFault", why);
    }

    static AwsError invalidValue(String why) {
        return AwsError.badRequest("InvalidParameterValue", why);
    }

    static AwsError invalidCombination(String why) {
        return AwsError.badRequest("InvalidParameterCombination", why);
    }

    /** What is not a modelled exception of the API: the member is not, or no longer, in the list. */
    static AwsError notAMember(String arn, String globalCluster) {
        return invalidValue("DB cluster " + arn + " is not found in global cluster " + globalCluster);
    }

    static AwsError throttled() {
        return AwsError.badRequest("Throttling", "Rate exceeded");
    }
}

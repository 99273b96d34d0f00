package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;

/** The errors of the EC2 API, with its codes and its way of putting them. */
final class Ec2Errors {
    private Ec2Errors() {}

    static AwsError noSuchInstance(String id) {
        return AwsError.badRequest("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
    }

    static AwsError noSuchImage(String id) {
        return AwsError.badRequest("InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
    }

    static AwsError imageUnavailable(String id) {
        return AwsError.badRequest("InvalidAMIID.Unavailable", "The image id '[" + id + "]' is no longer available");
    }

    static AwsError noSuchSnapshot(String id) {
        return AwsError.badRequest("InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
    }

    static AwsError noSuchSubnet(String id) {
        return AwsError.badRequest("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }

    static AwsError noSuchVpc(String id) {
        return AwsError.badRequest("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }

    static AwsError noSuchGroup(String id) {
        return AwsError.badRequest("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }

    static AwsError noSuchAcl(String id) {
        return AwsError.badRequest("InvalidNetworkAclID.NotFound", "The networkAcl ID '" + id + "' does not exist");
    }

    static AwsError notStartable(String id) {
        return AwsError.badRequest(
                "IncorrectInstanceState", "The instance '" + id + "' is not in a state from which it can be started.");
    }

    static AwsError invalidValue(String value, String parameter, String why) {
        return AwsError.badRequest(
                "InvalidParameterValue", "Value (" + value + ") for parameter " + parameter + " is invalid. " + why);
    }

    static AwsError invalidCombination(String why) {
        return AwsError.badRequest("InvalidParameterCombination", why);
    }

    static AwsError tokenReused() {
        return AwsError.badRequest(
                "IdempotentParameterMismatch",
                "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }

    static AwsError tooManyRequests() {
        return new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
    }

    static AwsError dryRun() {
        return new AwsError(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }
}

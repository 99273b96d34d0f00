package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A traffic switch of Application Recovery Controller, for every test that needs one. */
public final class RoutingControls {
    private RoutingControls() {}

    /** The part of a plan. */
    public static ObjectNode traffic() {
        String control = "arn:aws:route53-recovery-control::111111111111:controlpanel/0123456789abcdef0123456789abcdef"
                + "/routingcontrol/0123456789abcde";
        return (ObjectNode) Documents.json("{'kind':'routingControl','routingControl':'" + control
                + "0','recoveryControl':'" + control + "1','endpoints':["
                + "'https://a.route53-recovery-cluster.us-east-1.amazonaws.com/v1',"
                + "'https://b.route53-recovery-cluster.us-west-2.amazonaws.com/v1',"
                + "'https://c.route53-recovery-cluster.eu-west-1.amazonaws.com/v1',"
                + "'https://d.route53-recovery-cluster.ap-northeast-1.amazonaws.com/v1',"
                + "'https://e.route53-recovery-cluster.ap-southeast-2.amazonaws.com/v1']}");
    }
}

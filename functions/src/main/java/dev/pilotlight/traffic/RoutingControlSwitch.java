package dev.pilotlight.traffic;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.RoutingControlArn;
import dev.pilotlight.plan.RoutingEndpoint;
import dev.pilotlight.plan.TrafficSwitch.RoutingControl;
import dev.pilotlight.step.RetryableThrottledException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.ConflictException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;

/**
 * Routing controls of Application Recovery Controller: the primary's is on while it serves. Any of the cluster's five
 * endpoints may be down, and each of them can do everything, so they are tried in turn; the one that answered is asked
 * first the next time.
 *
 * @see <a href="https://docs.aws.amazon.com/r53recovery/latest/dg/routing-control.update.api.html">Updating routing
 *     control states with the API</a>
 */
public final class RoutingControlSwitch implements TrafficControl {
    private final AwsClients clients;
    private final RoutingControl control;
    private final List<RoutingEndpoint> endpoints;

    public RoutingControlSwitch(AwsClients clients, RoutingControl control) {
        this.clients = clients;
        this.control = control;
        this.endpoints = new ArrayList<>(control.endpoints());
    }

    @Override
    public String name() {
        return control.primary().value();
    }

    @Override
    public Position position() {
        boolean primary = isOn(control.primary());
        boolean recovery = control.recovery().map(this::isOn).orElse(!primary);
        if (primary == recovery) {
            return Position.UNKNOWN;
        }
        return primary ? Position.PRIMARY : Position.RECOVERY;
    }

    private boolean isOn(RoutingControlArn arn) {
        return ask(endpoint -> endpoint.getRoutingControlState(get -> get.routingControlArn(arn.value()))
                        .routingControlState())
                == RoutingControlState.ON;
    }

    @Override
    public void shiftToRecovery(Permit permit) throws SwitchRefusedException {
        turn(permit, Act.Kind.SHIFT_TRAFFIC, RoutingControlState.OFF, RoutingControlState.ON);
    }

    @Override
    public void shiftHome(Permit permit) throws SwitchRefusedException {
        turn(permit, Act.Kind.SHIFT_TRAFFIC_HOME, RoutingControlState.ON, RoutingControlState.OFF);
    }

    private void turn(Permit permit, Act.Kind kind, RoutingControlState primary, RoutingControlState recovery)
            throws SwitchRefusedException {
        permit.spendOn(kind, name());
        List<UpdateRoutingControlStateEntry> entries = new ArrayList<>();
        entries.add(entry(control.primary(), primary));
        control.recovery().ifPresent(arn -> entries.add(entry(arn, recovery)));
        try {
            // All entries change together or none does; the same request through two endpoints changes nothing more.
            ask(endpoint ->
                    endpoint.updateRoutingControlStates(update -> update.updateRoutingControlStateEntries(entries)));
        } catch (ConflictException forbidden) {
            throw new SwitchRefusedException(String.valueOf(forbidden.getMessage()));
        }
    }

    private static UpdateRoutingControlStateEntry entry(RoutingControlArn arn, RoutingControlState state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(arn.value())
                .routingControlState(state)
                .build();
    }

    /** Asks one endpoint after the other until one answers, be it with a refusal. */
    private <T> T ask(Function<Route53RecoveryClusterClient, T> request) {
        List<RoutingEndpoint> silent = new ArrayList<>();
        RuntimeException last = new RetryableUnavailableException("the plan names no endpoint of the routing cluster");
        for (RoutingEndpoint endpoint : List.copyOf(endpoints)) {
            try {
                return request.apply(clients.routing(endpoint));
            } catch (ConflictException answered) {
                throw answered;
            } catch (SdkException failure) {
                last = AwsErrors.translate(failure);
                if (!(last instanceof RetryableUnavailableException || last instanceof RetryableThrottledException)) {
                    throw last;
                }
                silent.add(endpoint);
                endpoints.remove(endpoint);
                endpoints.add(endpoint);
            }
        }
        throw new RetryableUnavailableException("none of the routing cluster's endpoints answers: " + silent, last);
    }
}

package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.fence.FenceFunction.Answer;
import dev.pilotlight.fence.FenceFunction.Command;
import dev.pilotlight.fence.FenceFunction.Order;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.FenceMethod;
import dev.pilotlight.plan.FunctionArn;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Leaves the fence to a function of the application's owners, and believes what it answers. */
final class FunctionBarrier implements Barrier {
    private final FenceFunction functions;
    private final FunctionArn function;
    private final Plan plan;
    private final Run run;

    FunctionBarrier(FenceFunction functions, FunctionArn function, Plan plan, Run run) {
        this.functions = functions;
        this.function = function;
        this.plan = plan;
        this.run = run;
    }

    static FunctionBarrier of(Plan plan, Run run, AwsClients clients) {
        FunctionArn function = Objects.requireNonNull(plan.fence().function(), "the plan's own check has seen it");
        return new FunctionBarrier(new LambdaFenceFunction(clients), function, plan, run);
    }

    @Override
    public FenceMethod method() {
        return FenceMethod.FUNCTION;
    }

    @Override
    public Optional<String> obstacle() {
        return functions.obstacle(function);
    }

    @Override
    public Standing raise(Deeds deeds) {
        Answer answer = call(deeds, Command.FENCE);
        settle(deeds, "the function has answered a later call");
        return switch (answer.word()) {
            case CONFIRMED -> new Standing.Closed(Map.of("function", function.value(), "why", answer.why()));
            case PARTIAL -> new Standing.Leaky("the function says partial: " + answer.why());
            case PENDING -> new Standing.UnderWay("the function says pending: " + answer.why());
            case REFUSED, LIFTED ->
                new Standing.Refused("the function says " + Words.of(answer.word()) + ": " + answer.why());
        };
    }

    @Override
    public Optional<String> lower(Deeds deeds, Instant now) {
        Optional<Deed> last = deeds.of(Act.Kind.CALL_FENCE_FUNCTION, function.value()).stream()
                .filter(call -> !call.failed())
                .reduce((_, later) -> later);
        boolean lifted = deeds.of(Act.Kind.LIFT_FENCE_FUNCTION, function.value()).stream()
                .anyMatch(call -> call.evidence().path("answer").asText().equals(Words.of(Answer.Word.LIFTED))
                        && last.map(fence -> fence.sequence() < call.sequence()).orElse(true));
        if (last.isEmpty() || lifted) {
            return Optional.empty();
        }
        Answer answer = call(deeds, Command.LIFT);
        if (answer.word() != Answer.Word.LIFTED) {
            return Optional.of("the function says " + Words.of(answer.word()) + ": " + answer.why());
        }
        settle(deeds, "the function says that its fence is lifted");
        return Optional.empty();
    }

    private Answer call(Deeds deeds, Command command) {
        Order order = new Order(
                command,
                run.plan().value(),
                run.epoch().number(),
                plan.regions().primary().value(),
                plan.databases().stream()
                        .map(database -> database.primaryCluster().value())
                        .toList());
        Answer[] answer = new Answer[1];
        Act act = new Act(command.act(), function.value(), Words.of(command));
        deeds.carryOut(act, permit -> {
            answer[0] = functions.call(permit, function, order);
            return Map.of("answer", Words.of(answer[0].word()), "why", answer[0].why());
        });
        return answer[0];
    }

    private void settle(Deeds deeds, String why) {
        for (Command command : Command.values()) {
            deeds.settleOpen(command.act(), function.value(), new Settlement.Happened(Map.of("later", why)));
        }
    }
}

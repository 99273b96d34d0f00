package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.rehearsal.DeployedFunctions;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.invariants.Policies;
import dev.pilotlight.rehearsal.memory.RememberedFunction;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.wire.Passage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that all performances share and none of them changes.
 *
 * @param document the plan as it is stored
 * @param plan the same, read
 * @param policies what each function may call
 * @param clients how functions reach AWS
 * @param scripts the machines
 * @param wrapping what stands in a function's place; the function itself, except where a test puts a defect there
 * @param passages stand before the services; none, except where a test changes their answers
 * @param memory what the functions have done so far; empty when they are to do all of it each time
 */
public record Cast(
        ObjectNode document,
        Plan plan,
        Physics physics,
        Policies policies,
        AwsClients clients,
        Rigging.Script.Source scripts,
        Rigging.Wrapping wrapping,
        List<Passage> passages,
        Optional<RememberedFunction.Memory> memory) {
    public Cast {
        passages = List.copyOf(passages);
    }

    /**
     * The shipped functions and machines, for a plan and its physics.
     *
     * @throws dev.pilotlight.plan.InvalidPlanException when the plan is not valid
     */
    public static Cast of(Repository repository, ObjectNode document, Physics physics) {
        Map<String, Rigging.Script> scripts = new LinkedHashMap<>();
        Repository.MACHINES.forEach(machine ->
                scripts.put(machine, Rigging.Script.Source.shipped(repository).of(machine)));
        return new Cast(
                document,
                PlanReader.read(document),
                physics,
                Policies.of(repository),
                Stage.rememberingClients(),
                among(scripts),
                (name, surroundings, handler) -> handler,
                List.of(),
                Optional.of(new RememberedFunction.Memory()));
    }

    /**
     * The same, with machines of its own: what a machine keeps in memory between its states must not be shared by two
     * performances at a time.
     */
    public Cast understudy() {
        Map<String, Rigging.Script> own = new LinkedHashMap<>();
        Repository.MACHINES.forEach(machine ->
                own.put(machine, new Rigging.Script(scripts.of(machine).text())));
        return new Cast(document, plan, physics, policies, clients, among(own), wrapping, passages, memory);
    }

    private static Rigging.Script.Source among(Map<String, Rigging.Script> scripts) {
        return machine -> Optional.ofNullable(scripts.get(machine))
                .orElseThrow(() -> new IllegalArgumentException("there is no machine " + machine));
    }

    /** The same in another nature. */
    Cast in(Physics other) {
        return new Cast(document, plan, other, policies, clients, scripts, wrapping, passages, memory);
    }

    /** The same without any memory: every function runs in full each time, and so does the SDK. */
    public Cast forgetful() {
        return new Cast(
                document,
                plan,
                physics,
                policies,
                Stage.simulatedClients(),
                scripts,
                wrapping,
                passages,
                Optional.empty());
    }

    /** The same with another machine text. */
    public Cast withScript(String machine, String text) {
        Rigging.Script changed = new Rigging.Script(text);
        return new Cast(
                document,
                plan,
                physics,
                policies,
                clients,
                name -> name.equals(machine) ? changed : scripts.of(name),
                wrapping,
                passages,
                memory);
    }

    /** The same with something else in the functions' places, which may remember things between its calls. */
    public Cast withWrapping(Rigging.Wrapping other) {
        return new Cast(document, plan, physics, policies, clients, scripts, other, passages, Optional.empty());
    }

    /** The same with other answers of services. */
    public Cast withPassages(List<Passage> other) {
        return new Cast(document, plan, physics, policies, clients, scripts, wrapping, other, memory);
    }

    /** The functions there are. */
    public static List<String> functions() {
        return List.copyOf(DeployedFunctions.names());
    }
}

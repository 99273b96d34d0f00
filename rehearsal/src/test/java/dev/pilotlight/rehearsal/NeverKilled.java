package dev.pilotlight.rehearsal;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A state of the failover machine in which no scene of {@link KilledFailoverTest} can kill a run.
 *
 * @param why it is not reached there
 * @param test where the state is reached instead
 * @param method of that class
 */
record NeverKilled(String why, Class<?> test, String method) {
    private static final NeverKilled HOURS_INTO_A_PROMOTION = new NeverKilled(
            "it is reached hours into a promotion",
            SimulatedLongPromotionTest.class,
            "threeDatabasesThatEachTakeHoursAreWaitedForFromExecutionToExecution");

    /** All of them, by the names of the states. */
    static final Map<String, NeverKilled> STATES = new TreeMap<>(Map.of(
            "Let another execution go on", HOURS_INTO_A_PROMOTION,
            "Does another execution go on?", HOURS_INTO_A_PROMOTION,
            "Leave the rest to the other execution", HOURS_INTO_A_PROMOTION,
            "Say how the run has ended",
                    new NeverKilled(
                            "it ends a run that has changed nothing",
                            FailoverMachineTest.class,
                            "aRunThatIsClosedKeepsItsVerdictAndIsNotGoneOnWith"),
            "Report that the fence stands",
                    new NeverKilled(
                            "the primary is silent for 15 minutes",
                            SimulatedFenceTest.class,
                            "aFenceThatCannotBeTakenDownNeedsAPersonWhoIsToldWhatToPutBack"),
            "Report what was not undone",
                    new NeverKilled(
                            "EC2 fails for 15 minutes",
                            FailoverMachineTest.class,
                            "anUndoThatFailsNeedsAPersonAndSaysWhatItWasFor"),
            "Report that the record is open",
                    new NeverKilled(
                            "DynamoDB fails for 15 minutes",
                            FailoverMachineTest.class,
                            "aRecordThatCannotBeClosedNeedsAPersonWhoIsToldHowTheRunEnded"),
            "Leave them cold",
                    new NeverKilled(
                            "the warming fails, which costs time alone",
                            FailoverMachineTest.class,
                            "aFunctionThatDoesNotWakeUpHoldsNothingUpForLong")));

    /** Whether the test that is named here is one. */
    boolean isTested() {
        return Arrays.stream(test.getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .anyMatch(each ->
                        each.isAnnotationPresent(Test.class) || each.isAnnotationPresent(ParameterizedTest.class));
    }

    @Override
    public String toString() {
        return why + ": " + test.getSimpleName() + "." + method;
    }
}

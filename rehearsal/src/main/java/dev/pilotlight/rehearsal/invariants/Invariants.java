package dev.pilotlight.rehearsal.invariants;

import java.util.List;

/** The invariants, made anew for each performance. */
public final class Invariants {
    private Invariants() {}

    /**
     * All of them.
     *
     * @param policies what each function may call
     * @param failsOver whether the machine moves the application, rather than preparing for that
     */
    public static List<Invariant> all(Policies policies, boolean failsOver) {
        return List.of(
                new SinglePromotion(),
                new NoStaleExecutor(),
                new DecidedFirst(),
                new RightWayToPromote(),
                new KnownLoss(),
                NeverTooManyInstances.inRecovery(failsOver),
                new CheckedBeforeShift(CheckedBeforeShift.Way.OUT),
                new IntentBeforeAct(),
                new NeedsOnlyTheRecoveryRegion(failsOver),
                new OnlyValidRuns(),
                new WithinPolicy(policies),
                new DrillsTouchNothing(),
                new OnlyRealOutages(),
                new RecoveryRegionAnswers(),
                new LatchedSwitch(),
                new GoodImagesKept(),
                new HonestEnd(failsOver));
    }

    /**
     * Those of the way home.
     *
     * @param policies what each function may call
     */
    public static List<Invariant> onTheWayHome(Policies policies) {
        return List.of(
                new SinglePromotion(),
                new NoStaleExecutor(),
                new ApprovedSwitchover(),
                new SwitchoverInStep(),
                NeverTooManyInstances.atHome(),
                new CheckedBeforeShift(CheckedBeforeShift.Way.HOME),
                new IntentBeforeAct(),
                new OnlyValidRuns(),
                new WithinPolicy(policies),
                new DrillsTouchNothing(),
                new ServedUntilHome(),
                new OldDataKept(),
                new GoodImagesKept(),
                new HonestHomecoming());
    }

    /**
     * Those of the end of old data.
     *
     * @param policies what each function may call
     */
    public static List<Invariant> ofOldData(Policies policies) {
        return List.of(
                new SinglePromotion(),
                new NoStaleExecutor(),
                new NothingMoves(),
                NeverTooManyInstances.inRecovery(false),
                new IntentBeforeAct(),
                new OnlyValidRuns(),
                new WithinPolicy(policies),
                new DrillsTouchNothing(),
                new OnlyRealOutages(),
                new OldDataKept(),
                new GoodImagesKept(),
                new HonestRetirement());
    }
}

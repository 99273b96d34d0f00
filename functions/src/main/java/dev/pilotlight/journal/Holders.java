package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import java.util.Optional;

/** Who holds a plan, for those who only want to know. */
public final class Holders {
    /** The fact of a refusal that names the execution which has the plan instead. */
    static final String OTHER_RUN = "otherRun";

    private final JournalTable table;

    public Holders(JournalTable table) {
        this.table = table;
    }

    /** The execution that holds the plan, or keeps it until a person has looked; empty when anybody may take it. */
    public Optional<String> holder(PlanName plan) {
        return table.get(Keys.lease(plan))
                .map(Tenure::of)
                .filter(tenure -> tenure.state() != Tenure.State.RELEASED)
                .map(Tenure::holder);
    }
}

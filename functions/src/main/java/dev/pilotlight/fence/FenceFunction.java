package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.FunctionArn;
import java.util.List;
import java.util.Optional;

/**
 * A function of the application's owners that fences in their own way. It is called again until it has an answer, so it
 * must be idempotent, and what it was told last is what counts.
 */
interface FenceFunction {

    /** Why it cannot be called, as far as its description tells; empty when nothing stands in the way. */
    Optional<String> obstacle(FunctionArn function);

    /**
     * Tells the function what to do. Its answer is believed as given.
     *
     * @param permit for the {@link Command#act() act} of the order, on the function
     */
    Answer call(Permit permit, FunctionArn function, Order order);

    /** What it is to do. */
    enum Command {
        /** Keep the old primary from writing. */
        FENCE(Act.Kind.CALL_FENCE_FUNCTION),
        /** Undo that. */
        LIFT(Act.Kind.LIFT_FENCE_FUNCTION);

        private final Act.Kind act;

        Command(Act.Kind act) {
            this.act = act;
        }

        /** The kind of act that this order is. */
        Act.Kind act() {
            return act;
        }
    }

    /**
     * What the function is sent, as {@code {"command","plan","epoch","region","databases"}}.
     *
     * @param epoch an order of a higher epoch replaces one of a lower epoch
     * @param region the primary Region
     * @param databases the ARNs of the primary clusters
     */
    record Order(Command command, String plan, long epoch, String region, List<String> databases) {
        public Order {
            databases = List.copyOf(databases);
        }
    }

    /**
     * What it says, as {@code {"fence","why"}}.
     *
     * @param why its own words; may be empty
     */
    record Answer(Word word, String why) {

        /** What it can say. */
        enum Word {
            /** Nobody can write to the old primary any more. */
            CONFIRMED,
            /** Something was done, but somebody may still write. */
            PARTIAL,
            /** Not done yet; call again. */
            PENDING,
            /** It will not be done. */
            REFUSED,
            /** The fence is undone, or there was none. */
            LIFTED
        }
    }
}

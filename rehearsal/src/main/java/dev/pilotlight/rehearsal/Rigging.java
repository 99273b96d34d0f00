package dev.pilotlight.rehearsal;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.KnownPlans;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.twin.service.lambda.Handler;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.wire.Passage;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * What stands between the shipped functions and machines of a stage and the world around them. A plain one changes
 * nothing; a rehearsal hangs its faults and its observers here.
 *
 * @param script where the machines come from
 * @param clients how the functions reach AWS
 * @param sites what stands between the functions and the sites they probe
 * @param passages between every client and every service, from the outermost to the innermost
 * @param wrapping what stands around each function
 * @param clockSkew by how much the functions' wall clock is ahead of the world's at this moment; negative when it is
 *     behind
 * @param plans what the functions have read before
 */
public record Rigging(
        Script.Source script,
        AwsClients clients,
        UnaryOperator<SdkHttpClient> sites,
        List<Passage> passages,
        Wrapping wrapping,
        Supplier<Duration> clockSkew,
        KnownPlans plans) {

    public Rigging {
        passages = List.copyOf(passages);
    }

    /** A rigging whose functions have not read any plan before. */
    public Rigging(
            Script.Source script,
            AwsClients clients,
            UnaryOperator<SdkHttpClient> sites,
            List<Passage> passages,
            Wrapping wrapping,
            Duration clockSkew) {
        this(script, clients, sites, passages, wrapping, () -> clockSkew, new KnownPlans());
    }

    /** Nothing in between: the machines of a checkout, and the functions as they are. */
    static Rigging plain(Repository repository) {
        return new Rigging(
                Script.Source.shipped(repository),
                Stage.sharedClients(),
                UnaryOperator.identity(),
                List.of(),
                (name, surroundings, handler) -> handler,
                Duration.ZERO);
    }

    Rigging withClients(AwsClients other) {
        return new Rigging(script, other, sites, passages, wrapping, clockSkew, plans);
    }

    Rigging withPassages(List<Passage> other) {
        return new Rigging(script, clients, sites, other, wrapping, clockSkew, plans);
    }

    Rigging withClockSkew(Duration other) {
        return new Rigging(script, clients, sites, passages, wrapping, () -> other, plans);
    }

    /** Something around a function: a duplicate delivery, an observer, or another function in its place. */
    @FunctionalInterface
    public interface Wrapping {

        /**
         * What is deployed instead of a function.
         *
         * @param surroundings what the function was made with
         * @param handler the function as it is shipped
         */
        Handler around(String name, Surroundings surroundings, Handler handler);
    }

    /** A state machine, read once, when it is needed: most machines of a stage are never started. */
    public static final class Script {
        private final String text;
        private @Nullable StateMachineDefinition definition;

        /**
         * A script that nobody has read yet.
         *
         * @param text a definition whose functions have their ARNs already
         */
        public Script(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /**
         * What is read in it.
         *
         * @throws IllegalArgumentException when Step Functions would refuse it
         */
        public synchronized StateMachineDefinition definition() {
            try {
                if (definition == null) {
                    definition = StateMachineDefinition.parse(text);
                }
                return definition;
            } catch (InvalidDefinitionException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }

        /** Where machines come from, by their names. */
        @FunctionalInterface
        public interface Source {
            Script of(String machine);

            /** The machines of a checkout. */
            static Source shipped(Repository repository) {
                return machine -> new Script(repository.machine(machine, Stage.FUNCTION_ARN));
            }
        }
    }
}

package dev.pilotlight.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.database.DatabaseState;
import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.database.GlobalDatabases;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BindTest {
    private static final String PARAMETER = "/shop/database/endpoint";

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final ParametersInMemory parameters = new ParametersInMemory();
    private final SecretsInMemory secrets = new SecretsInMemory();
    private Membership membership = Membership.NONE;

    private Outcome call() {
        return call(run);
    }

    private Outcome call(OpenRun run) {
        DatabaseState state = new DatabaseState(
                membership,
                Optional.empty(),
                "available",
                "west.example",
                5432,
                List.of(new DatabaseState.Instance("one", true, "available")),
                Optional.empty());
        return new Bind(new OneDatabase(state), parameters, secrets).advance(run.plan(), run.run(), run.lease());
    }

    @Test
    void theEndpointOfThePromotedDatabaseIsWrittenAndReadBack() {
        assertThat(call()).isEqualTo(Outcome.done(Map.of("bindings", Map.of(PARAMETER, "west.example:5432"))));
        assertThat(parameters.read(PARAMETER)).contains("west.example:5432");
        assertThat(run.deeds(Act.Kind.BIND_PARAMETER)).singleElement().matches(Deed::happened);
    }

    @Test
    void aParameterThatHasItsValueIsNotTouched() {
        call();
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(parameters.writes).isEqualTo(1);
    }

    @Test
    void aReaderIsNeverBound() {
        membership = Membership.READER;
        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        assertThat(parameters.writes).isZero();
    }

    @Test
    void aLostAnswerIsSettledByReadingTheParameter() {
        parameters.answersLost = true;
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(parameters.writes).isEqualTo(1);
        assertThat(run.deeds(Act.Kind.BIND_PARAMETER)).singleElement().matches(Deed::happened);
    }

    @Test
    void aReplicaBecomesASecretOfItsOwnAndIsThenWritten() {
        OpenRun secretRun = OpenRun.of(bindingASecret());
        secrets.add("shop/database", true, Map.of("host", "east.example", "password", "kept"));
        Outcome outcome = callUntilSettled(secretRun);
        assertThat(outcome).isEqualTo(Outcome.done(Map.of("bindings", Map.of("shop/database#host", "west.example"))));
        assertThat(secrets.values())
                .containsEntry("shop/database#host", "west.example")
                .containsEntry("shop/database#password", "kept");
        assertThat(secretRun.deeds(Act.Kind.PROMOTE_SECRET)).singleElement().matches(Deed::happened);
        assertThat(secretRun.deeds(Act.Kind.BIND_SECRET)).singleElement().satisfies(deed -> {
            assertThat(deed.happened()).isTrue();
            assertThat(deed.act().token()).hasSizeBetween(32, 64);
        });
    }

    @Test
    void lostAnswersAboutASecretAreSettledByReadingIt() {
        OpenRun secretRun = OpenRun.of(bindingASecret());
        secrets.add("shop/database", true, Map.of("host", "east.example"));
        secrets.loseAnswers(true);
        assertThatThrownBy(() -> call(secretRun)).isInstanceOf(RetryableUnavailableException.class);
        assertThatThrownBy(() -> call(secretRun)).isInstanceOf(RetryableUnavailableException.class);
        assertThat(call(secretRun)).isInstanceOf(Outcome.Done.class);
        assertThat(secretRun.deeds(Act.Kind.PROMOTE_SECRET)).singleElement().matches(Deed::happened);
        assertThat(secretRun.deeds(Act.Kind.BIND_SECRET)).singleElement().matches(Deed::happened);
    }

    private static Plan bindingASecret() {
        return ShopPlan.with(plan -> plan.set(
                "bindings",
                Documents.json("[{'secret':'shop/database','key':'host','value':'database.orders.host'}]")));
    }

    private Outcome callUntilSettled(OpenRun secretRun) {
        for (int call = 0; call < 10; call++) {
            Outcome outcome = call(secretRun);
            if (!(outcome instanceof Outcome.Pending)) {
                return outcome;
            }
        }
        throw new AssertionError("it waits for ever");
    }

    private record OneDatabase(DatabaseState state) implements GlobalDatabases {
        @Override
        public DatabaseState read(Database database) {
            return state;
        }

        @Override
        public void createInstance(Permit permit, PlanName plan, Database database, String instanceClass) {
            throw new AssertionError("binding changes no database");
        }

        @Override
        public void deleteInstance(Permit permit, Database database) {
            throw new AssertionError("binding changes no database");
        }

        @Override
        public void detach(Permit permit, Database database) {
            throw new AssertionError("binding changes no database");
        }

        @Override
        public void failOver(Permit permit, Database database) {
            throw new AssertionError("binding changes no database");
        }
    }

    private static final class ParametersInMemory implements Parameters {
        private final Map<String, String> values = new TreeMap<>();
        private boolean answersLost;
        private int writes;

        @Override
        public Optional<String> read(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public void write(Permit permit, String name, String value) {
            permit.spendOn(Act.Kind.BIND_PARAMETER, name);
            writes++;
            values.put(name, value);
            if (answersLost) {
                throw new RetryableUnavailableException("no answer");
            }
        }
    }
}

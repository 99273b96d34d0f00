package dev.pilotlight.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.journal.JournalTable.Commit;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.RetryableThrottledException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DynamoJournalTableTest extends JournalTableContract {
    private static final JournalTable.Key KEY = new JournalTable.Key("PLAN#shop", "LEASE");

    @Override
    JournalTable table() {
        return table(new ScriptedHttp(new SmallDynamoDb()::answer));
    }

    @Test
    void aConditionThatFailedOutweighsAConflict() {
        assertThat(commit(SmallDynamoDb.error(
                        "TransactionCanceledException", List.of("TransactionConflict", "ConditionalCheckFailed"))))
                .isEqualTo(Commit.CONDITION_FAILED);
    }

    @Test
    void conflictsAreContention() {
        assertThat(commit(SmallDynamoDb.error("TransactionCanceledException", List.of("None", "TransactionConflict"))))
                .isEqualTo(Commit.CONTENDED);
        assertThat(commit(SmallDynamoDb.error("TransactionInProgressException", List.of())))
                .isEqualTo(Commit.CONTENDED);
    }

    @Test
    void otherFailuresHaveTheNamesThatTheStateMachineKnows() {
        assertThatThrownBy(
                        () -> commit(SmallDynamoDb.error("TransactionCanceledException", List.of("ThrottlingError"))))
                .isInstanceOf(RetryableThrottledException.class);
        assertThatThrownBy(
                        () -> commit(SmallDynamoDb.error("TransactionCanceledException", List.of("ValidationError"))))
                .isInstanceOf(BrokenConfigurationException.class);
        assertThatThrownBy(() -> commit(SmallDynamoDb.error("ResourceNotFoundException", List.of())))
                .isInstanceOf(BrokenConfigurationException.class);
        assertThatThrownBy(() -> commit(Answer.json(500, "{\"__type\":\"InternalServerError\"}")))
                .isInstanceOf(RetryableUnavailableException.class);
        assertThatThrownBy(() -> commit(Answer.json(200, "neither JSON nor anything")))
                .isInstanceOf(RetryableUnavailableException.class);
    }

    @Test
    void anAttributeOfAnotherTypeIsSomebodyElses() {
        JournalTable table = table(new ScriptedHttp(asked -> Answer.json(
                200, "{\"Item\":{\"pk\":{\"S\":\"PLAN#shop\"},\"sk\":{\"S\":\"LEASE\"},\"epoch\":{\"BOOL\":true}}}")));

        assertThatThrownBy(() -> table.get(KEY))
                .isInstanceOf(BrokenJournalException.class)
                .hasMessageContaining("epoch");
    }

    private static Commit commit(Answer answer) {
        JournalTable.Item item = new JournalTable.Item(KEY, new TreeMap<>(Map.of("epoch", 1L)));
        return table(new ScriptedHttp(asked -> answer))
                .commit(List.of(new JournalTable.Write.Put(item, new JournalTable.Condition.Absent())), "token");
    }

    private static JournalTable table(ScriptedHttp http) {
        return new DynamoJournalTable(http.clients().dynamoDb(), "pilot-light");
    }
}

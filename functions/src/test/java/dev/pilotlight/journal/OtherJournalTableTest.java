package dev.pilotlight.journal;

import dev.pilotlight.aws.OtherAws;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The journal's table on a DynamoDB that nobody here wrote. */
@EnabledIfEnvironmentVariable(named = OtherAws.URL, matches = ".+")
class OtherJournalTableTest extends JournalTableContract {

    @Override
    JournalTable table() {
        DynamoDbClient dynamoDb = OtherAws.clients().dynamoDb();
        String name = "journal-" + UUID.randomUUID();
        dynamoDb.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
        return new OwnTokens(new DynamoJournalTable(dynamoDb, name), name);
    }

    /** Tokens are the account's, not the table's: each table gets its own. */
    private record OwnTokens(JournalTable table, String name) implements JournalTable {
        @Override
        public Optional<Item> get(Key key) {
            return table.get(key);
        }

        @Override
        public List<Item> list(String partition, String sortBeginsWith) {
            return table.list(partition, sortBeginsWith);
        }

        @Override
        public Commit commit(List<Write> writes, String token) {
            return table.commit(writes, token + name.substring(name.length() - 12));
        }
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}

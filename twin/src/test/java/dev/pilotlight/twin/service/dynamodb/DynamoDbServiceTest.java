package dev.pilotlight.twin.service.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbServiceTest {
    private static final String TABLE = "journal";

    private final DynamoDbService service = new DynamoDbService(new Identifiers());
    private final TestTwin twin = new TestTwin(service);
    private final DynamoDbClient client = twin.client(DynamoDbClient.builder(), TestTwin.WEST);

    DynamoDbServiceTest() {
        service.seedTable(TestTwin.seeding(TestTwin.WEST), TABLE, "pk", "sk");
    }

    @Test
    void everyTypeOfValueComesBackAsItWasPut() {
        Map<String, AttributeValue> item = Map.of(
                "pk", text("p"),
                "sk", text("s"),
                "number", number("-12.50"),
                "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 127})),
                "flag", AttributeValue.fromBool(true),
                "nothing", AttributeValue.fromNul(true),
                "texts", AttributeValue.fromSs(List.of("a", "b")),
                "numbers", AttributeValue.fromNs(List.of("1", "2.5")),
                "list", AttributeValue.fromL(List.of(text("x"), number("7"))),
                "map", AttributeValue.fromM(Map.of("inner", text("y"))));
        client.putItem(put -> put.tableName(TABLE).item(item));
        GetItemResponse found =
                client.getItem(get -> get.tableName(TABLE).key(key("p", "s")).consistentRead(true));
        assertThat(found.item()).containsAllEntriesOf(without(item, "number")).containsEntry("number", number("-12.5"));
    }

    @Test
    void anAbsentItemIsAnAnswerWithoutItem() {
        assertThat(client.getItem(get -> get.tableName(TABLE).key(key("p", "none")))
                        .hasItem())
                .isFalse();
    }

    @Test
    void regionsDoNotSeeEachOthersTables() {
        DynamoDbClient east = twin.client(DynamoDbClient.builder(), TestTwin.EAST);
        assertThatThrownBy(() -> east.getItem(get -> get.tableName(TABLE).key(key("p", "s"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Requested resource not found");
    }

    @Test
    void aTableCanBeCreatedAndDescribed() {
        client.createTable(create -> create.tableName("plain")
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType("N")
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType("HASH")
                        .build()));
        var table =
                client.describeTable(describe -> describe.tableName("plain")).table();
        assertThat(table.tableStatusAsString()).isEqualTo("ACTIVE");
        assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:us-west-2:111111111111:table/plain");
        assertThat(table.creationDateTime()).isEqualTo(TestTwin.START);
        assertThat(client.listTables().tableNames()).containsExactly(TABLE, "plain");
    }

    @Test
    void aFailedConditionChangesNothingAndShowsTheItemWhenAsked() {
        client.putItem(put -> put.tableName(TABLE).item(entry("p", "s", "first")));
        assertThatThrownBy(() -> client.putItem(put -> put.tableName(TABLE)
                        .item(entry("p", "s", "second"))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, failure -> {
                    assertThat(failure.item()).containsEntry("body", text("first"));
                    assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo("The conditional request failed");
                });
        assertThat(body("p", "s")).isEqualTo("first");
    }

    @Test
    void anUpdateReturnsWhatItTouched() {
        client.putItem(put -> put.tableName(TABLE).item(entry("p", "s", "old")));
        var changed = client.updateItem(update -> update.tableName(TABLE)
                .key(key("p", "s"))
                .updateExpression("SET body = :new, visits = if_not_exists(visits, :zero) + :one")
                .conditionExpression("body = :old")
                .expressionAttributeValues(
                        Map.of(":new", text("new"), ":old", text("old"), ":zero", number("0"), ":one", number("1")))
                .returnValues(ReturnValue.UPDATED_NEW));
        assertThat(changed.attributes()).isEqualTo(Map.of("body", text("new"), "visits", number("1")));
    }

    @Test
    void aQueryReadsOnePartitionInTheOrderOfItsSortKeys() {
        List.of("E#000002", "E#000001", "LEASE", "E#000003")
                .forEach(sort -> client.putItem(put -> put.tableName(TABLE).item(entry("PLAN#shop", sort, sort))));
        client.putItem(put -> put.tableName(TABLE).item(entry("PLAN#other", "E#000001", "other")));
        QueryResponse entries = client.query(query -> query.tableName(TABLE)
                .keyConditionExpression("pk = :p AND begins_with(sk, :prefix)")
                .expressionAttributeValues(Map.of(":p", text("PLAN#shop"), ":prefix", text("E#"))));
        assertThat(bodies(entries)).containsExactly("E#000001", "E#000002", "E#000003");
        QueryResponse range = client.query(query -> query.tableName(TABLE)
                .keyConditionExpression("pk = :p AND sk BETWEEN :from AND :to")
                .scanIndexForward(false)
                .expressionAttributeValues(
                        Map.of(":p", text("PLAN#shop"), ":from", text("E#000002"), ":to", text("E#999999"))));
        assertThat(bodies(range)).containsExactly("E#000003", "E#000002");
    }

    @Test
    void aQueryIsReadPageByPage() {
        for (int i = 1; i <= 5; i++) {
            String sort = "E#" + i;
            client.putItem(put -> put.tableName(TABLE).item(entry("p", sort, sort)));
        }
        var pages = client.queryPaginator(query -> query.tableName(TABLE)
                .limit(2)
                .keyConditionExpression("pk = :p")
                .expressionAttributeValues(Map.of(":p", text("p"))));
        assertThat(pages.stream().map(QueryResponse::count)).containsExactly(2, 2, 1);
        assertThat(pages.items().stream().map(item -> textOf(item, "body")))
                .containsExactly("E#1", "E#2", "E#3", "E#4", "E#5");
    }

    @Test
    void aTransactionHappensWholly() {
        client.putItem(put -> put.tableName(TABLE).item(entry("p", "doomed", "x")));
        client.transactWriteItems(transaction -> transaction.transactItems(
                TransactWriteItem.builder()
                        .put(put -> put.tableName(TABLE).item(entry("p", "new", "x")))
                        .build(),
                TransactWriteItem.builder()
                        .update(update -> update.tableName(TABLE)
                                .key(key("p", "LEASE"))
                                .updateExpression("ADD epoch :one")
                                .expressionAttributeValues(Map.of(":one", number("1"))))
                        .build(),
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(TABLE).key(key("p", "doomed")))
                        .build()));
        QueryResponse all = client.query(query -> query.tableName(TABLE)
                .keyConditionExpression("pk = :p")
                .expressionAttributeValues(Map.of(":p", text("p"))));
        assertThat(all.items().stream().map(item -> textOf(item, "sk"))).containsExactly("LEASE", "new");
    }

    @Test
    void aTransactionHappensNotAtAllAndSaysWhichItemStoppedIt() {
        client.putItem(put -> put.tableName(TABLE).item(entry("p", "LEASE", "epoch 4")));
        assertThatThrownBy(() -> client.transactWriteItems(transaction -> transaction.transactItems(
                        TransactWriteItem.builder()
                                .put(put -> put.tableName(TABLE).item(entry("p", "new", "x")))
                                .build(),
                        TransactWriteItem.builder()
                                .conditionCheck(check -> check.tableName(TABLE)
                                        .key(key("p", "LEASE"))
                                        .conditionExpression("body = :b")
                                        .expressionAttributeValues(Map.of(":b", text("epoch 3")))
                                        .returnValuesOnConditionCheckFailure("ALL_OLD"))
                                .build())))
                .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> {
                    List<CancellationReason> reasons = cancelled.cancellationReasons();
                    assertThat(reasons.stream().map(CancellationReason::code))
                            .containsExactly("None", "ConditionalCheckFailed");
                    assertThat(reasons.getLast().item()).containsEntry("body", text("epoch 4"));
                    assertThat(cancelled).hasMessageContaining("[None, ConditionalCheckFailed]");
                });
        assertThat(client.getItem(get -> get.tableName(TABLE).key(key("p", "new")))
                        .hasItem())
                .isFalse();
    }

    @Test
    void aRepeatedTokenIsHarmlessForTenMinutesUnlessTheRequestDiffers() {
        TransactWriteItemsRequest adds = counting("token-1", "1");
        client.transactWriteItems(adds);
        client.transactWriteItems(adds);
        assertThat(count()).isEqualTo("1");
        assertThatThrownBy(() -> client.transactWriteItems(counting("token-1", "2")))
                .isInstanceOf(IdempotentParameterMismatchException.class);
        twin.timeline.advance(Duration.ofMinutes(11));
        client.transactWriteItems(adds);
        assertThat(count()).isEqualTo("2");
    }

    @Test
    void aTransactionReadsItsItemsInTheOrderAsked() {
        client.putItem(put -> put.tableName(TABLE).item(entry("p", "a", "1")));
        var found = client.transactGetItems(transaction -> transaction.transactItems(getting("none"), getting("a")));
        assertThat(found.responses().getFirst().hasItem()).isFalse();
        assertThat(found.responses().getLast().item()).containsEntry("body", text("1"));
    }

    @Test
    void whatIsNotModelledIsRefused() {
        assertThatThrownBy(() -> client.query(query -> query.tableName(TABLE)
                        .indexName("by-time")
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", text("p")))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("IndexName")
                .hasMessageContaining("not modelled");
    }

    @Test
    void aKeyThatDoesNotFitTheTableIsRefused() {
        assertThatThrownBy(() -> client.getItem(get -> get.tableName(TABLE).key(Map.of("pk", text("p")))))
                .hasMessageContaining("The provided key element does not match the schema");
        assertThatThrownBy(() -> client.putItem(put -> put.tableName(TABLE).item(Map.of("pk", text("p")))))
                .hasMessageContaining("Missing the key sk in the item");
    }

    private static TransactGetItem getting(String sort) {
        return TransactGetItem.builder()
                .get(get -> get.tableName(TABLE).key(key("p", sort)))
                .build();
    }

    private TransactWriteItemsRequest counting(String token, String amount) {
        return TransactWriteItemsRequest.builder()
                .clientRequestToken(token)
                .transactItems(TransactWriteItem.builder()
                        .update(update -> update.tableName(TABLE)
                                .key(key("p", "COUNT"))
                                .updateExpression("ADD n :amount")
                                .expressionAttributeValues(Map.of(":amount", number(amount))))
                        .build())
                .build();
    }

    private String count() {
        var item = client.getItem(get -> get.tableName(TABLE).key(key("p", "COUNT")))
                .item();
        return item.getOrDefault("n", number("0")).n();
    }

    private String body(String partition, String sort) {
        return textOf(
                client.getItem(get -> get.tableName(TABLE).key(key(partition, sort)))
                        .item(),
                "body");
    }

    private static String textOf(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, text("(absent)")).s();
    }

    private static List<String> bodies(QueryResponse response) {
        return response.items().stream().map(item -> textOf(item, "body")).toList();
    }

    private static Map<String, AttributeValue> without(Map<String, AttributeValue> item, String name) {
        Map<String, AttributeValue> rest = new TreeMap<>(item);
        rest.remove(name);
        return rest;
    }

    private static Map<String, AttributeValue> entry(String partition, String sort, String body) {
        return Map.of("pk", text(partition), "sk", text(sort), "body", text(body));
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("pk", text(partition), "sk", text(sort));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}

package dev.pilotlight.twin.service.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretsManagerTest {
    private static final String NAME = "shop/database";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final SecretsManager service = new SecretsManager();
    private final TestTwin twin = new TestTwin(service);
    private final SecretsManagerClient west = twin.client(SecretsManagerClient.builder(), TestTwin.WEST);

    @BeforeEach
    void aReplica() {
        service.seed(TestTwin.seeding(TestTwin.WEST), NAME, "{\"host\":\"east\"}", TestTwin.EAST);
    }

    private void put(String value) {
        west.putSecretValue(put -> put.secretId(NAME).clientRequestToken(TOKEN).secretString(value));
    }

    @Test
    void aReplicaIsReadAndNotWritten() {
        assertThat(west.describeSecret(describe -> describe.secretId(NAME)).primaryRegion())
                .isEqualTo(TestTwin.EAST);
        assertThat(west.getSecretValue(get -> get.secretId(NAME)).secretString())
                .isEqualTo("{\"host\":\"east\"}");
        assertThatThrownBy(() -> put("{}")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aPromotedReplicaIsASecretOfItsOwn() {
        west.stopReplicationToReplica(stop -> stop.secretId(NAME));
        assertThat(west.describeSecret(describe -> describe.secretId(NAME)).primaryRegion())
                .isNull();
        put("{\"host\":\"west\"}");
        assertThat(service.value(TestTwin.WEST, NAME)).contains("{\"host\":\"west\"}");
        assertThatThrownBy(() -> west.stopReplicationToReplica(stop -> stop.secretId(NAME)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aTokenIsGoodForOneValue() {
        west.stopReplicationToReplica(stop -> stop.secretId(NAME));
        put("one");
        put("one");
        assertThatThrownBy(() -> put("two")).isInstanceOf(ResourceExistsException.class);
        assertThat(service.value(TestTwin.WEST, NAME)).contains("one");
    }

    @Test
    void aSecretBelongsToItsRegion() {
        SecretsManagerClient east = twin.client(SecretsManagerClient.builder(), TestTwin.EAST);
        assertThatThrownBy(() -> east.getSecretValue(get -> get.secretId(NAME)))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}

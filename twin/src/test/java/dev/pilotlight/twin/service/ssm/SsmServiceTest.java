package dev.pilotlight.twin.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

class SsmServiceTest {
    private static final String NAME = "/shop/database/endpoint";

    private final SsmService service = new SsmService();
    private final TestTwin twin = new TestTwin(service);
    private final SsmClient client = twin.client(SsmClient.builder(), TestTwin.WEST);

    @Test
    void aParameterIsReadWithItsVersionAndTime() {
        put("east.example");
        assertThat(client.putParameter(
                                put -> put.name(NAME).value("west.example").overwrite(true))
                        .version())
                .isEqualTo(2);
        Parameter found = client.getParameter(get -> get.name(NAME)).parameter();
        assertThat(found.value()).isEqualTo("west.example");
        assertThat(found.version()).isEqualTo(2);
        assertThat(found.type()).isEqualTo(ParameterType.STRING);
        assertThat(found.lastModifiedDate()).isEqualTo(TestTwin.START);
        assertThat(found.arn()).isEqualTo("arn:aws:ssm:us-west-2:111111111111:parameter/shop/database/endpoint");
        assertThat(client.getParameter(get -> get.name(NAME + ":1")).parameter().value())
                .isEqualTo("east.example");
        assertThat(client.getParameter(get -> get.name(found.arn())).parameter().value())
                .isEqualTo("west.example");
    }

    @Test
    void aParameterIsNotOverwrittenUnasked() {
        put("east.example");
        assertThatThrownBy(() -> put("west.example")).isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(service.value(TestTwin.WEST, NAME)).contains("east.example");
    }

    @Test
    void whatIsAbsentIsNotFound() {
        assertThatThrownBy(() -> client.getParameter(get -> get.name("/none")))
                .isInstanceOf(ParameterNotFoundException.class);
        assertThatThrownBy(() -> client.deleteParameter(delete -> delete.name("/none")))
                .isInstanceOf(ParameterNotFoundException.class);
        put("east.example");
        assertThatThrownBy(() -> client.getParameter(get -> get.name(NAME + ":7")))
                .isInstanceOf(ParameterVersionNotFoundException.class);
    }

    @Test
    void severalParametersAreReadAtOnceAndThoseWithoutValueAreNamed() {
        put("east.example");
        var found = client.getParameters(get -> get.names(NAME, "/none"));
        assertThat(found.parameters().stream().map(Parameter::name)).containsExactly(NAME);
        assertThat(found.invalidParameters()).containsExactly("/none");
    }

    @Test
    void aHierarchyIsReadPageByPage() {
        for (int i = 0; i < 12; i++) {
            service.seedParameter(TestTwin.seeding(TestTwin.WEST), "/shop/item%02d".formatted(i), "value");
        }
        service.seedParameter(TestTwin.seeding(TestTwin.WEST), "/shop/deep/item", "value");
        assertThat(names(false)).hasSize(12).doesNotContain("/shop/deep/item");
        assertThat(names(true)).hasSize(13).contains("/shop/deep/item");
    }

    @Test
    void aSecretIsShownOnlyWhenDecryptionIsAskedFor() {
        client.putParameter(put -> put.name("/secret").value("swordfish").type(ParameterType.SECURE_STRING));
        assertThat(client.getParameter(get -> get.name("/secret")).parameter().value())
                .doesNotContain("swordfish");
        assertThat(client.getParameter(get -> get.name("/secret").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo("swordfish");
    }

    private List<String> names(boolean recursive) {
        return client.getParametersByPathPaginator(get -> get.path("/shop").recursive(recursive)).stream()
                .flatMap(page -> page.parameters().stream())
                .map(Parameter::name)
                .toList();
    }

    private void put(String value) {
        client.putParameter(put -> put.name(NAME).value(value).type(ParameterType.STRING));
    }
}

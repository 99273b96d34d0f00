package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Map<String, String> environment =
            new LinkedHashMap<>(Map.of("SHOP_PORT", "8080", "AWS_REGION", "us-west-2"));

    @Test
    void portAndRegionAreEnough() {
        Settings settings = Settings.from(environment);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.endpointParameter()).isEqualTo("/shop/database/endpoint");
        assertThat(settings.credentialsInEnvironment()).isFalse();
    }

    @Test
    void anInstanceThatReachesNoServiceIsToldWhereItsDatabaseIs() {
        assertThat(Settings.from(environment).endpoint()).isEmpty();
        environment.put("SHOP_DATABASE_ENDPOINT", "127.0.0.1:5432");
        assertThat(Settings.from(environment).endpoint()).isEqualTo("127.0.0.1:5432");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOP_PORT", "AWS_REGION"})
    void aMissingVariableIsNamed(String name) {
        environment.remove(name);
        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "-1", "70000", "1e3"})
    void aPortThatIsNoneIsNamed(String port) {
        environment.put("SHOP_PORT", port);
        assertThatThrownBy(() -> Settings.from(environment)).hasMessageContaining("SHOP_PORT is");
    }

    @Test
    void thePasswordIsNeverPrinted() {
        environment.put("SHOP_PASSWORD", "canary");
        assertThat(Settings.from(environment).toString()).doesNotContain("canary");
    }
}

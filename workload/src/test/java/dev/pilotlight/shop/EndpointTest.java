package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @Test
    void hostAndPortAreParted() {
        assertThat(Endpoint.parse("db.example:5432")).isEqualTo(new Endpoint("db.example", 5432));
        assertThat(Endpoint.parse("[::1]:5432")).hasToString("[::1]:5432");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db.example", "db.example:", ":5432", "db.example:0", "db.example:99999", "a/b:1"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

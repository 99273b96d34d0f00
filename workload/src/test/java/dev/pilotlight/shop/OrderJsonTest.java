package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderJsonTest {
    private static final UUID ID = UUID.fromString("7e57ab1e-0000-4000-8000-000000000001");

    @Test
    void anOrderIsRead() {
        assertThat(read("{'quantity': 2, 'item': 'lamp', 'id': '7E57AB1E-0000-4000-8000-000000000001'}"))
                .isEqualTo(new Order(ID, "lamp", 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                          | one JSON object
            nonsense                                    | not JSON
            {'id'                                       | not JSON
            {'id': '1-1-1-1-1'}                         | 'id' must be a UUID
            {'item': 'lamp', 'quantity': 1}             | 'id' is missing
            {'id': ID, 'quantity': 1}                   | 'item' is missing
            {'id': ID, 'item': 'lamp'}                  | 'quantity' is missing
            {'id': ID, 'item': 5}                       | 'item' must be a string
            {'id': ID, 'item': ' ', 'quantity': 1}      | 'item' needs 1 to 80 characters
            {'id': ID, 'item': 'a\\nb', 'quantity': 1}  | 'item' contains control characters
            {'id': ID, 'item': 'a', 'quantity': 1.5}    | 'quantity' must be a whole number
            {'id': ID, 'item': 'a', 'quantity': 0}      | 'quantity' must lie between 1 and 1000
            {'id': ID, 'item': 'a', 'quantity': 1e9}    | 'quantity' must be a whole number
            {'id': ID, 'item': 'a', 'quantity': 99999999999} | 'quantity' must lie between 1 and 1000
            {'colour': 'red'}                           | the field 'colour' is unknown
            """)
    void aWrongOrderIsRefusedByTheNameOfItsField(String json, String message) {
        assertThatThrownBy(() -> read(json.replace("ID", "'" + ID + "'")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace('\'', '"'));
    }

    @Test
    void ordersAreWritten() {
        PlacedOrder placed = new PlacedOrder(new Order(ID, "a \"lamp\"", 2), Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(OrderJson.write(List.of(placed)))
                .isEqualTo("{\"orders\":[{\"id\":\"7e57ab1e-0000-4000-8000-000000000001\",\"item\":\"a \\\"lamp\\\"\","
                        + "\"quantity\":2,\"placedAt\":\"2026-01-02T03:04:05Z\"}]}");
    }

    private static Order read(String json) {
        return OrderJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}

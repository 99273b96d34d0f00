package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static final String FIRST = "7e57ab1e-0000-4000-8000-000000000001";
    private static final String SECOND = "7e57ab1e-0000-4000-8000-000000000002";

    private final InMemoryOrders orders = new InMemoryOrders();
    private final Routes routes = new Routes(orders, new OrdersPage("us-east-1"));

    @Test
    void anOrderIsPlacedAndFound() {
        assertThat(order(FIRST, "lamp").status()).isEqualTo(201);
        assertThat(get("/orders/" + FIRST).body()).contains("\"item\":\"lamp\"");
        assertThat(get("/orders/" + SECOND).status()).isEqualTo(404);
    }

    @Test
    void theSameOrderTwiceIsOneOrderWithTheSameAnswer() {
        assertThat(order(FIRST, "lamp")).isEqualTo(order(FIRST, "lamp"));
        assertThat(get("/orders").body().split(FIRST, -1)).hasSize(2);
    }

    @Test
    void anotherOrderWithTheSameIdIsRefused() {
        order(FIRST, "lamp");
        assertThat(order(FIRST, "table").status()).isEqualTo(409);
        assertThat(get("/orders/" + FIRST).body()).contains("lamp");
    }

    @Test
    void theNewestOrdersAreListedFirst() {
        order(FIRST, "lamp");
        order(SECOND, "table");
        assertThat(get("/orders").body()).containsSubsequence("table", "lamp");
        assertThat(routes.answer("GET", "/orders", "limit=1", new byte[0]).body())
                .contains("table")
                .doesNotContain("lamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=", "limit=99999", "page=2", "limit=1&limit=2"})
    void aWrongLimitIsRefused(String query) {
        assertThat(routes.answer("GET", "/orders", query, new byte[0]).status()).isEqualTo(400);
    }

    @Test
    void thePageShowsOrdersAndRegionAndRunsNobodysMarkup() {
        order(FIRST, "<script>lamp</script>");
        assertThat(get("/").body()).contains("us-east-1", "&lt;script&gt;lamp").doesNotContain("<script>");
    }

    @Test
    void healthIsOkOnlyAfterARowWasWritten() {
        assertThat(get("/health")).isEqualTo(Response.text(200, "ok"));
        assertThat(orders.beats()).isEqualTo(1);
    }

    @Test
    void withoutItsDatabaseTheShopSaysSoInEveryForm() {
        orders.goDown();
        assertThat(get("/health")).isEqualTo(Response.text(503, "The database is down."));
        assertThat(get("/orders")).isEqualTo(Response.json(503, "{\"error\":\"The database is down.\"}"));
        assertThat(get("/").body()).contains("Closed for the moment", "The database is down.");
        assertThat(order(FIRST, "lamp").status()).isEqualTo(503);
    }

    @Test
    void whatTheShopDoesNotKnowIsRefused() {
        assertThat(get("/admin").status()).isEqualTo(404);
        assertThat(get("/orders/1").status()).isEqualTo(404);
        assertThat(routes.answer("DELETE", "/orders", "", new byte[0]).status()).isEqualTo(405);
        assertThat(routes.answer("POST", "/", "", new byte[0]).status()).isEqualTo(404);
        assertThat(routes.answer("POST", "/orders", "", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Response.json(400, "{\"error\":\"The order is not valid: \\\"id\\\" is missing.\"}"));
    }

    private Response get(String path) {
        return routes.answer("GET", path, "", new byte[0]);
    }

    private Response order(String id, String item) {
        String body = "{\"id\":\"%s\",\"item\":\"%s\",\"quantity\":1}".formatted(id, item);
        return routes.answer("POST", "/orders", "", body.getBytes(StandardCharsets.UTF_8));
    }
}

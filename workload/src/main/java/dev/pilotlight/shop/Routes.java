package dev.pilotlight.shop;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the shop answers to which request. */
final class Routes {
    private static final Pattern ONE_ORDER = Pattern.compile("/orders/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final Pattern LIMIT = Pattern.compile("limit=([1-9][0-9]{0,3})");
    private static final int USUAL_LIMIT = 50;
    private static final int ON_THE_PAGE = 12;

    private final Orders orders;
    private final OrdersPage page;

    Routes(Orders orders, OrdersPage page) {
        this.orders = orders;
        this.page = page;
    }

    /** Answers a request; whatever goes wrong becomes an answer too. */
    Response answer(String method, String path, String query, byte[] body) {
        try {
            return switch (method) {
                case "GET", "HEAD" -> get(path, query);
                case "POST" -> post(path, body);
                default -> Response.error(405, "The shop knows GET and POST.");
            };
        } catch (UnavailableException e) {
            return unavailable(path, sentence(e));
        }
    }

    /** The answer when a request cannot be served now, in the form that its reader expects. */
    Response unavailable(String path, String sentence) {
        return switch (path) {
            case "/" -> Response.html(503, page.closed(sentence));
            case "/health" -> Response.text(503, sentence);
            default -> Response.error(503, sentence);
        };
    }

    private Response get(String path, String query) {
        Matcher one = ONE_ORDER.matcher(path);
        if (one.matches()) {
            return find(UUID.fromString(one.group(1)));
        }
        return switch (path) {
            case "/" -> Response.html(200, page.open(orders.latest(ON_THE_PAGE)));
            case "/orders" -> list(query);
            case "/health" -> health();
            default -> Response.error(404, "There is nothing at this address.");
        };
    }

    private Response post(String path, byte[] body) {
        if (!path.equals("/orders")) {
            return Response.error(404, "Orders are posted to /orders.");
        }
        Order order;
        try {
            order = OrderJson.read(body);
        } catch (IllegalArgumentException e) {
            return Response.error(400, "The order is not valid: " + sentence(e) + ".");
        }
        PlacedOrder placed = orders.place(order);
        return placed.order().equals(order)
                ? Response.json(201, OrderJson.write(placed))
                : Response.error(409, "Another order has this id.");
    }

    private Response list(String query) {
        Matcher limit = LIMIT.matcher(query);
        if (!query.isEmpty() && !limit.matches()) {
            return Response.error(400, "The only parameter is limit, from 1 to 9999.");
        }
        int count = query.isEmpty() ? USUAL_LIMIT : Integer.parseInt(limit.group(1));
        return Response.json(200, OrderJson.write(orders.latest(count)));
    }

    private Response find(UUID id) {
        Optional<PlacedOrder> found = orders.find(id);
        return found.map(placed -> Response.json(200, OrderJson.write(placed)))
                .orElseGet(() -> Response.error(404, "There is no such order."));
    }

    private Response health() {
        orders.beat();
        return Response.text(200, "ok");
    }

    private static String sentence(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? "unknown" : message;
    }
}

package dev.pilotlight.shop;

/** An answer to a visitor. */
record Response(int status, String contentType, String body) {
    static Response text(int status, String body) {
        return new Response(status, "text/plain; charset=utf-8", body);
    }

    static Response json(int status, String body) {
        return new Response(status, "application/json", body);
    }

    static Response html(int status, String body) {
        return new Response(status, "text/html; charset=utf-8", body);
    }

    static Response error(int status, String sentence) {
        return json(status, OrderJson.error(sentence));
    }
}

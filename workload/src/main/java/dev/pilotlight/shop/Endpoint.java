package dev.pilotlight.shop;

/** Where a database listens, written as {@code host:port}. */
record Endpoint(String host, int port) {
    Endpoint {
        if (host.isBlank() || host.contains("/") || host.contains(" ")) {
            throw new IllegalArgumentException("'" + host + "' is not a host name");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port " + port + " does not lie between 1 and 65535");
        }
    }

    static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not an endpoint; write it as host:port");
        }
        return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

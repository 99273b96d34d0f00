package dev.pilotlight.shop;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The shop's one page. It says which Region served it, so that a visitor sees a failover. */
final class OrdersPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final String LAYOUT = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="5">
            <title>The shop</title>
            <style>
            :root { color-scheme: light dark; --ink: #22303c; --soft: #6b7a86; --line: #dfe5ea; --paper: #fbfcfd; --flame: #d9622b }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6ebef; --soft: #93a1ac; --line: #2c3740; --paper: #14191d; --flame: #f0884f } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 40rem; margin: 4rem auto; padding: 0 1.25rem }
            h1 { font-size: 1.6rem; margin: 0 } h1::after { content: "."; color: var(--flame) }
            p { color: var(--soft); margin: .25rem 0 2rem } b { color: var(--ink); font-weight: 600 }
            table { width: 100%%; border-collapse: collapse; font-variant-numeric: tabular-nums }
            th { text-align: left; font-weight: 500; color: var(--soft) } th, td { padding: .5rem 0; border-bottom: 1px solid var(--line) }
            td + td, th + th { text-align: right } td:last-child { color: var(--soft) }
            </style>
            </head>
            <body>
            <h1>The shop</h1>
            <p>%s</p>
            %s
            </body>
            </html>
            """;

    private final String region;

    OrdersPage(String region) {
        this.region = region;
    }

    String open(List<PlacedOrder> orders) {
        String rows = orders.stream().map(OrdersPage::row).collect(Collectors.joining("\n"));
        String table = orders.isEmpty()
                ? "<p>No orders yet.</p>"
                : "<table>\n<tr><th>Item</th><th>Quantity</th><th>Placed (UTC)</th></tr>\n" + rows + "\n</table>";
        return LAYOUT.formatted("The latest orders, served from <b>" + escape(region) + "</b>.", table);
    }

    String closed(String sentence) {
        return LAYOUT.formatted(
                "Closed for the moment in <b>" + escape(region) + "</b>.", "<p>" + escape(sentence) + "</p>");
    }

    private static String row(PlacedOrder placed) {
        return "<tr><td>%s</td><td>%d</td><td>%s</td></tr>"
                .formatted(escape(placed.order().item()), placed.order().quantity(), time(placed.placedAt()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

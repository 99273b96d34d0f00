package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a describe's answer.
 *
 * @param next the token of the page after it
 */
record Page<T>(List<T> items, Optional<String> next) {
    private static final int LARGEST = 1000;

    static <T> Page<T> of(List<T> all, QueryParameters parameters) {
        int size = parameters.integer("MaxResults", LARGEST);
        if (size < 1) {
            throw Ec2Errors.invalidValue(String.valueOf(size), "maxResults", "It must be greater than 0.");
        }
        int from = parameters.text("NextToken").map(Page::start).orElse(0);
        int to = Math.min(all.size(), from + Math.min(size, LARGEST));
        List<T> items = from < to ? all.subList(from, to) : List.of();
        return new Page<>(items, to < all.size() ? Optional.of("from-" + to) : Optional.empty());
    }

    /** The members of an answer: the list, and the next token if there is one. */
    List<Xml> answer(String listName, Function<T, Xml> item) {
        List<Xml> members = new ArrayList<>();
        members.add(Xml.list(listName, items, item));
        next.ifPresent(token -> members.add(Xml.text("nextToken", token)));
        return members;
    }

    private static int start(String token) {
        if (!token.matches("from-[0-9]{1,9}")) {
            throw AwsError.badRequest("InvalidNextToken", "The token '" + token + "' is invalid");
        }
        return Integer.parseInt(token.substring("from-".length()));
    }
}

package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Attribute.ListOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.Numeric;
import dev.pilotlight.twin.service.dynamodb.Attribute.SetOf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What an update expression does to an item. All values are computed from the item as it was before. */
record Update(List<Action> actions) {
    private static final String INCORRECT_TYPE = "An operand in the update expression has an incorrect data type";

    Update {
        actions = List.copyOf(actions);
    }

    /** One change at one path. */
    sealed interface Action {
        DocumentPath path();
    }

    record Assign(DocumentPath path, Term term) implements Action {}

    record Remove(DocumentPath path) implements Action {}

    /** Adds to a number, or members to a set; begins with zero or the empty set. */
    record Add(DocumentPath path, Attribute value) implements Action {}

    /** Takes members out of a set. */
    record Subtract(DocumentPath path, SetOf members) implements Action {}

    /** The right-hand side of an assignment. */
    sealed interface Term {}

    record Value(Attribute value) implements Term {}

    record At(DocumentPath path) implements Term {}

    record IfNotExists(DocumentPath path, Term otherwise) implements Term {}

    record Joined(Term first, Term second) implements Term {}

    record Sum(Term first, boolean plus, Term second) implements Term {}

    List<DocumentPath> paths() {
        return actions.stream().map(Action::path).toList();
    }

    /** The item after the update; the given one is left as it is. */
    Map<String, Attribute> applyTo(Map<String, Attribute> item) {
        Map<String, Attribute> changed = item;
        List<DocumentPath> removed = new ArrayList<>();
        for (Action action : actions) {
            switch (action) {
                case Assign(DocumentPath path, Term term) -> changed = Surgery.put(changed, path, result(term, item));
                case Add(DocumentPath path, Attribute value) ->
                    changed = Surgery.put(changed, path, sum(path.in(item), value));
                case Remove(DocumentPath path) -> removed.add(path);
                case Subtract(DocumentPath path, SetOf members) -> {
                    Optional<Attribute> rest = difference(path.in(item), members);
                    if (rest.isPresent()) {
                        changed = Surgery.put(changed, path, rest.get());
                    } else {
                        removed.add(path);
                    }
                }
            }
        }
        removed.sort(Comparator.comparing(Surgery::order).reversed());
        for (DocumentPath path : removed) {
            changed = Surgery.remove(changed, path);
        }
        return changed;
    }

    private static Attribute result(Term term, Map<String, Attribute> item) {
        return switch (term) {
            case Value(Attribute value) -> value;
            case At(DocumentPath path) ->
                path.in(item)
                        .orElseThrow(() -> Attribute.invalid(
                                "The provided expression refers to an attribute that does not exist in the item"));
            case IfNotExists(DocumentPath path, Term otherwise) ->
                path.in(item).orElseGet(() -> result(otherwise, item));
            case Joined(Term first, Term second) -> joined(result(first, item), result(second, item));
            case Sum(Term first, boolean plus, Term second) ->
                new Numeric(
                        plus
                                ? number(result(first, item)).add(number(result(second, item)))
                                : number(result(first, item)).subtract(number(result(second, item))));
        };
    }

    private static Attribute joined(Attribute first, Attribute second) {
        if (first instanceof ListOf(List<Attribute> head) && second instanceof ListOf(List<Attribute> tail)) {
            List<Attribute> all = new ArrayList<>(head);
            all.addAll(tail);
            return new ListOf(all);
        }
        throw Attribute.invalid(INCORRECT_TYPE);
    }

    private static BigDecimal number(Attribute attribute) {
        if (attribute instanceof Numeric(BigDecimal value)) {
            return value;
        }
        throw Attribute.invalid(INCORRECT_TYPE);
    }

    private static Attribute sum(Optional<Attribute> before, Attribute value) {
        if (before.isEmpty()) {
            return value;
        }
        if (before.get() instanceof SetOf set && value instanceof SetOf more && set.type() == more.type()) {
            NavigableSet<Attribute> members = new TreeSet<>(set.members());
            members.addAll(more.members());
            return new SetOf(set.type(), members);
        }
        return new Numeric(number(before.get()).add(number(value)));
    }

    private static Optional<Attribute> difference(Optional<Attribute> before, SetOf members) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (before.get() instanceof SetOf set && set.type() == members.type()) {
            NavigableSet<Attribute> rest = new TreeSet<>(set.members());
            rest.removeAll(members.members());
            return rest.isEmpty() ? Optional.empty() : Optional.of(new SetOf(set.type(), rest));
        }
        throw Attribute.invalid(INCORRECT_TYPE);
    }
}

package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Attribute.Binary;
import dev.pilotlight.twin.service.dynamodb.Attribute.ListOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.SetOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A condition on an item; an item that does not exist has no attributes. */
sealed interface Condition {

    boolean holds(Map<String, Attribute> item);

    record Both(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return left.holds(item) && right.holds(item);
        }
    }

    record Either(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return left.holds(item) || right.holds(item);
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return !inner.holds(item);
        }
    }

    enum Comparator {
        EQUAL("="),
        DIFFERENT("<>"),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        static Optional<Comparator> of(Token token) {
            for (Comparator comparator : values()) {
                if (token.is(Token.Kind.MARK, comparator.sign)) {
                    return Optional.of(comparator);
                }
            }
            return Optional.empty();
        }

        boolean ordering() {
            return this != EQUAL && this != DIFFERENT;
        }

        boolean accepts(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case DIFFERENT -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    /** An absent value, or one of another type, is different from anything and in no order with it. */
    record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            Optional<Attribute> first = left.in(item);
            Optional<Attribute> second = right.in(item);
            boolean equal = first.isPresent() && first.equals(second);
            return switch (comparator) {
                case EQUAL -> equal;
                case DIFFERENT -> !equal;
                case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(first, second);
            };
        }

        private boolean ordered(Optional<Attribute> first, Optional<Attribute> second) {
            return first.isPresent()
                    && second.isPresent()
                    && Attribute.comparable(first.get(), second.get())
                    && comparator.accepts(Attribute.compare(first.get(), second.get()));
        }
    }

    record Between(Operand operand, Operand low, Operand high) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return new Comparison(operand, Comparator.AT_LEAST, low).holds(item)
                    && new Comparison(operand, Comparator.AT_MOST, high).holds(item);
        }
    }

    record In(Operand operand, List<Operand> candidates) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return candidates.stream()
                    .anyMatch(candidate -> new Comparison(operand, Comparator.EQUAL, candidate).holds(item));
        }
    }

    record Exists(DocumentPath path) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return path.in(item).isPresent();
        }
    }

    record HasType(DocumentPath path, Attribute.Type type) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            return path.in(item).filter(value -> value.type() == type).isPresent();
        }
    }

    record BeginsWith(Operand operand, Operand prefix) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            Attribute whole = operand.in(item).orElse(null);
            Attribute start = prefix.in(item).orElse(null);
            if (whole instanceof Text(String text) && start instanceof Text(String beginning)) {
                return text.startsWith(beginning);
            }
            return whole instanceof Binary(String bytes)
                    && start instanceof Binary(String beginning)
                    && bytes.startsWith(beginning);
        }
    }

    /** A part of a text or of bytes, or a member of a set or of a list. */
    record Contains(Operand operand, Operand part) implements Condition {
        @Override
        public boolean holds(Map<String, Attribute> item) {
            Attribute whole = operand.in(item).orElse(null);
            Attribute wanted = part.in(item).orElse(null);
            return whole != null && wanted != null && contains(whole, wanted);
        }

        private static boolean contains(Attribute whole, Attribute wanted) {
            if (whole instanceof Text(String text) && wanted instanceof Text(String piece)) {
                return text.contains(piece);
            }
            if (whole instanceof Binary(String bytes) && wanted instanceof Binary(String piece)) {
                return bytes.contains(piece);
            }
            if (whole instanceof SetOf set) {
                return set.memberType() == wanted.type() && set.members().contains(wanted);
            }
            return whole instanceof ListOf(List<Attribute> items) && items.contains(wanted);
        }
    }
}

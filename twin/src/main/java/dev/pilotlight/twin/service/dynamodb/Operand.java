package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Attribute.Binary;
import dev.pilotlight.twin.service.dynamodb.Attribute.Flag;
import dev.pilotlight.twin.service.dynamodb.Attribute.ListOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.MapOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.Nothing;
import dev.pilotlight.twin.service.dynamodb.Attribute.Numeric;
import dev.pilotlight.twin.service.dynamodb.Attribute.SetOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something a condition compares; it may be absent from an item. */
sealed interface Operand {

    Optional<Attribute> in(Map<String, Attribute> item);

    /** What stands at a path. */
    record At(DocumentPath path) implements Operand {
        @Override
        public Optional<Attribute> in(Map<String, Attribute> item) {
            return path.in(item);
        }
    }

    /** What the request sent. */
    record Given(Attribute value) implements Operand {
        @Override
        public Optional<Attribute> in(Map<String, Attribute> item) {
            return Optional.of(value);
        }
    }

    /** The size of what stands at a path: bytes, or members. */
    record Size(DocumentPath path) implements Operand {
        @Override
        public Optional<Attribute> in(Map<String, Attribute> item) {
            return path.in(item).flatMap(Size::of).map(size -> new Numeric(BigDecimal.valueOf(size)));
        }

        private static Optional<Integer> of(Attribute attribute) {
            return switch (attribute) {
                case Text(String value) -> Optional.of(value.getBytes(StandardCharsets.UTF_8).length);
                case Binary(String bytes) -> Optional.of(bytes.length());
                case SetOf set -> Optional.of(set.members().size());
                case ListOf(List<Attribute> items) -> Optional.of(items.size());
                case MapOf(Map<String, Attribute> entries) -> Optional.of(entries.size());
                case Numeric _, Flag _, Nothing _ -> Optional.empty();
            };
        }
    }
}

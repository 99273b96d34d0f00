package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;

/** The complete example plan, for every test that needs one. */
public final class ShopPlan {
    private ShopPlan() {}

    /** A document of its own for each caller, so that a test may change it. */
    public static ObjectNode document() {
        try (InputStream resource =
                Objects.requireNonNull(ShopPlan.class.getResourceAsStream("/plan-shop.json"), "plan-shop.json")) {
            return (ObjectNode) JsonMapper.builder().build().readTree(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Plan plan() {
        return PlanReader.read(document());
    }

    /** The example with something changed in its document. */
    public static Plan with(Consumer<ObjectNode> change) {
        ObjectNode document = document();
        change.accept(document);
        return PlanReader.read(document);
    }
}

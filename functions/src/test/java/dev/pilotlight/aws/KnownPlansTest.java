package dev.pilotlight.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.PlanReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KnownPlansTest {
    private final KnownPlans plans = new KnownPlans();
    private final ObjectNode document = document();

    @Test
    void anEqualDocumentIsReadOnce() {
        KnownPlans.Known first = plans.read(document);

        assertThat(plans.read(document.deepCopy())).isSameAs(first);
        assertThat(first.plan()).isEqualTo(PlanReader.read(document));
        assertThat(first.digest()).isEqualTo(first.plan().digest());
    }

    @Test
    void anotherDocumentIsAnotherPlanEvenWhenItIsTheSameObject() {
        KnownPlans.Known first = plans.read(document);
        document.put("holdCapacity", "17m");

        assertThat(plans.read(document).digest()).isNotEqualTo(first.digest());
    }

    @Test
    void whatIsNoPlanIsNeverKnown() {
        document.put("autonomy", "whenever");

        assertThatThrownBy(() -> plans.read(document)).isInstanceOf(InvalidPlanException.class);
        assertThatThrownBy(() -> plans.read(document)).isInstanceOf(InvalidPlanException.class);
    }

    private static ObjectNode document() {
        try {
            return (ObjectNode) JsonMapper.builder()
                    .build()
                    .readTree(Files.readString(Path.of("..", "events", "assess-outage.json")))
                    .path("plan");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

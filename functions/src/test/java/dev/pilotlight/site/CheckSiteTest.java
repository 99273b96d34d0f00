package dev.pilotlight.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.fixture.WebInMemory;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.Site;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckSiteTest {
    private final Site shop = ShopPlan.plan().site("shop").orElseThrow();
    private final WebInMemory web = new WebInMemory();

    private Outcome call(int passed) {
        return new CheckSite(web).advance(shop, passed);
    }

    private static int passes(Outcome outcome) {
        return (int) requireNonNull(((Outcome.Pending) outcome).carried().get("passes"));
    }

    @Test
    void aPassIsCountedAndTheNextCheckWaitsForTheInterval() {
        web.answering(shop.url(), 200, "all is ok");
        Outcome outcome = call(0);
        assertThat(passes(outcome)).isEqualTo(1);
        assertThat(((Outcome.Pending) outcome).retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theLastOfThePassesIsEnough() {
        web.answering(shop.url(), 200, "all is ok");
        assertThat(call(1)).isInstanceOf(Outcome.Pending.class);
        assertThat(call(2)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aFailureStartsAgain() {
        web.answering(shop.url(), 503, "ok");
        assertThat(passes(call(2))).isZero();
        web.answering(shop.url(), 200, "no database");
        assertThat(passes(call(2))).isZero();
        web.silence(shop.url());
        assertThat(passes(call(2))).isZero();
    }

    @Test
    void aRedirectIsNotWhatThePlanExpects() {
        web.answering(shop.url(), 302, "ok");
        assertThat(passes(call(2))).isZero();
    }
}

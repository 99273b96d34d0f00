package dev.pilotlight.site;

import dev.pilotlight.plan.Site;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.util.Map;

/**
 * Checks a site once. Only as many passes in a row as the plan wants are enough, so the caller hands the number of
 * those so far from one call to the next; a failure starts again.
 */
public final class CheckSite {
    private final Web web;

    public CheckSite(Web web) {
        this.web = web;
    }

    /**
     * Checks the site once.
     *
     * @param passed how many checks in a row have passed before this one
     */
    public Outcome advance(Site site, int passed) {
        return switch (web.get(site.url())) {
            case Web.Answer.Silent silent -> failed(site, "no answer (" + silent.why() + ")");
            case Web.Answer.Responded answer -> answered(site, answer, Math.max(0, passed));
        };
    }

    private static Outcome answered(Site site, Web.Answer.Responded answer, int passed) {
        if (answer.status() != site.expect().status()) {
            return failed(
                    site,
                    "status " + answer.status() + " instead of " + site.expect().status());
        }
        String wanted = site.expect().body();
        if (wanted != null && !answer.body().contains(wanted)) {
            return failed(site, "the answer does not contain '" + wanted + "'");
        }
        int passes = passed + 1;
        if (passes >= site.passes()) {
            return Outcome.done(Map.of("site", site.name(), "url", site.url().toString(), "passes", passes));
        }
        return pending(site, passes + " of " + site.passes() + " checks have passed", passes, site.interval());
    }

    private static Outcome failed(Site site, String why) {
        return pending(site, why, 0, Duration.ofSeconds(1));
    }

    private static Outcome pending(Site site, String why, int passes, Duration wait) {
        Duration atLeastOneSecond = wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
        return new Outcome.Pending("site " + site.name() + ": " + why, atLeastOneSecond, Map.of("passes", passes));
    }
}

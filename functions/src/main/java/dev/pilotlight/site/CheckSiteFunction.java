package dev.pilotlight.site;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.Site;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Optional;

/** {@link CheckSite} as a Lambda function: arguments {@code site} and {@code passes}. */
public final class CheckSiteFunction extends StepFunction {
    private final CheckSite step;

    public CheckSiteFunction() {
        this(Surroundings.ofLambda());
    }

    public CheckSiteFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new CheckSite(new HttpWeb(surroundings.sites(), surroundings.nanoTime()));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        String name = request.text("site");
        Site site = site(request, name)
                .orElseThrow(
                        () -> new BrokenInputException("site: the plan has no site of this name; pass one it has"));
        return step.advance(site, request.number("passes", 0));
    }

    /** The sites of a drill are its own: those of production are led to production. */
    private static Optional<Site> site(StepRequest request, String name) {
        Drill drill = request.plan().drill();
        if (request.run().drill()) {
            return drill == null ? Optional.empty() : drill.site(name);
        }
        return request.plan().site(name);
    }
}

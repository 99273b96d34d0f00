package dev.pilotlight.journal;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * {@link Announcements} as a Lambda function: arguments {@code what}, like {@code outageConfirmed}, and {@code target},
 * what it is about. The state machine calls it without waiting, so a failure is Lambda's to try again: after one minute
 * and after two.
 */
public final class AnnounceFunction extends StepFunction {

    /** As Lambda makes it. */
    public AnnounceFunction() {
        this(Surroundings.ofLambda());
    }

    public AnnounceFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Announcements.of(surroundings())
                .tell(what(request.text("what")), request.optionalText("target").orElse(""), request);
        return Outcome.done();
    }

    private static Announcement what(String word) {
        return Arrays.stream(Announcement.values())
                .filter(announcement -> Words.of(announcement).equals(word))
                .findFirst()
                .orElseThrow(() -> new BrokenInputException("what: nothing is announced by this word; the state machine"
                        + " must pass one of "
                        + Arrays.stream(Announcement.values()).map(Words::of).collect(Collectors.joining(", "))));
    }
}

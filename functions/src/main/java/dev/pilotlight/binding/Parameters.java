package dev.pilotlight.binding;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import java.util.Optional;

/** The Systems Manager parameters of the recovery Region. */
public interface Parameters {

    /** The present value; empty when there is no such parameter. */
    Optional<String> read(String name);

    /**
     * Creates the parameter, or gives it another value.
     *
     * @param permit for {@link Act.Kind#BIND_PARAMETER} of the parameter
     */
    void write(Permit permit, String name, String value);
}

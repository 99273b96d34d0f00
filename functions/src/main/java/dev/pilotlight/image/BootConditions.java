package dev.pilotlight.image;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be there in a Region, beside an image, for instances to boot from it. */
public interface BootConditions {

    /** The state of a KMS key in KMS's own word, like {@code Enabled}; empty when there is no such key. */
    String keyState(String key);

    /**
     * The processor architectures that instance types run, like {@code arm64}; a type that is unknown in the Region has
     * none.
     */
    Map<String, Set<String>> architectures(List<String> instanceTypes);
}

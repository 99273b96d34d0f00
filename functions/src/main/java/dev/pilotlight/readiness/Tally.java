package dev.pilotlight.readiness;

import java.util.ArrayList;
import java.util.List;

/** What one check found about several things of the same kind: the worst of it counts, and all of it is told. */
final class Tally {
    private final List<String> good = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();
    private String badRemedy = "";
    private String unclearRemedy = "";

    void ready(String evidence) {
        good.add(evidence);
    }

    /** Something is wrong; the first remedy is the one that is told. */
    void notReady(String evidence, String remedy) {
        bad.add(evidence);
        badRemedy = badRemedy.isEmpty() ? remedy : badRemedy;
    }

    void unknown(String why, String remedy) {
        unclear.add(why);
        unclearRemedy = unclearRemedy.isEmpty() ? remedy : unclearRemedy;
    }

    /**
     * All of it together.
     *
     * @param nothing what is to be said when there was nothing to look at
     */
    Finding finding(String nothing) {
        if (!bad.isEmpty()) {
            return new Finding.NotReady(told(bad), badRemedy);
        }
        if (!unclear.isEmpty()) {
            return new Finding.Unknown(told(unclear), unclearRemedy);
        }
        return new Finding.Ready(good.isEmpty() ? nothing : told(good));
    }

    private static String told(List<String> sentences) {
        return String.join("; ", sentences);
    }
}

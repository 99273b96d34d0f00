package dev.pilotlight.rehearsal.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing that goes wrong in a performance, and where. */
public sealed interface Fault {

    /** How it is written in a seed, for example {@code 42:lost:always}. */
    String notation();

    /** Its class in reports. */
    String title();

    /**
     * One call goes wrong.
     *
     * @param call its index in the performance, from 1
     * @param always whether from then on every call of the same operation in the same Region does, until faults are
     *     lifted
     */
    record OnCall(int call, CallFault kind, boolean always) implements Fault {
        @Override
        public String notation() {
            return call + ":" + kind.word() + (always ? ":always" : "");
        }

        @Override
        public String title() {
            return kind.title() + (always ? ", from then on" : "");
        }
    }

    /** Something happens right before a call. */
    record AtCall(int call, Incident incident) implements Fault {
        @Override
        public String notation() {
            return call + ":" + incident.word();
        }

        @Override
        public String title() {
            return incident.title();
        }
    }

    /**
     * A task is delivered to its function twice.
     *
     * @param delivery its number in the performance, from 1
     * @param after when the second delivery comes
     */
    record Twice(int delivery, Duration after) implements Fault {
        @Override
        public String notation() {
            return "task" + delivery + ":twice" + (after.isZero() ? "" : ":" + after.toSeconds() + "s");
        }

        @Override
        public String title() {
            return after.isZero() ? "a task is delivered twice" : "a task is delivered again later";
        }
    }

    /**
     * There is no room for an instance.
     *
     * @param instance the first one that does not fit, from 1
     * @param everywhere in no zone and for no type, instead of the first choice only
     */
    record Shortage(int instance, boolean everywhere) implements Fault {
        @Override
        public String notation() {
            return "instance" + instance + ":shortage" + (everywhere ? ":everywhere" : "");
        }

        @Override
        public String title() {
            return everywhere ? "no capacity anywhere" : "no capacity at the first choice";
        }
    }

    /** The functions' clock is wrong. */
    record Skew(Duration ahead) implements Fault {
        @Override
        public String notation() {
            return "clock:" + ahead.toSeconds() + "s";
        }

        @Override
        public String title() {
            return "the clock is wrong";
        }
    }

    /** Reads what {@link #notation} wrote. */
    final class Notation {
        private static final Pattern CALL = Pattern.compile("([1-9][0-9]{0,8}):([a-z0-9-]+)(:always)?");
        private static final Pattern TASK = Pattern.compile("task([1-9][0-9]{0,8}):twice(?::([1-9][0-9]{0,5})s)?");
        private static final Pattern INSTANCE = Pattern.compile("instance([1-9][0-9]{0,3}):shortage(:everywhere)?");
        private static final Pattern CLOCK = Pattern.compile("clock:(-?[0-9]{1,6})s");

        private Notation() {}

        /**
         * The fault that a text stands for.
         *
         * @throws IllegalArgumentException when it stands for none
         */
        public static Fault read(String text) {
            return call(text)
                    .or(() -> task(text))
                    .or(() -> instance(text))
                    .or(() -> clock(text))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is no fault; a seed is copied from a report as it is"));
        }

        /** Several of them, joined by plus signs; none for an empty text. */
        public static List<Fault> readAll(String text) {
            return text.isEmpty()
                    ? List.of()
                    : List.of(text.split("\\+", -1)).stream()
                            .map(Notation::read)
                            .toList();
        }

        private static Optional<Fault> call(String text) {
            Matcher found = CALL.matcher(text);
            if (!found.matches()) {
                return Optional.empty();
            }
            int call = Integer.parseInt(found.group(1));
            return Optional.of(Incident.of(found.group(2))
                    .<Fault>map(incident -> new AtCall(call, incident))
                    .orElseGet(() -> new OnCall(call, CallFault.of(found.group(2)), found.group(3) != null)));
        }

        private static Optional<Fault> task(String text) {
            Matcher found = TASK.matcher(text);
            return found.matches()
                    ? Optional.of(new Twice(
                            Integer.parseInt(found.group(1)),
                            Duration.ofSeconds(found.group(2) == null ? 0 : Long.parseLong(found.group(2)))))
                    : Optional.empty();
        }

        private static Optional<Fault> instance(String text) {
            Matcher found = INSTANCE.matcher(text);
            return found.matches()
                    ? Optional.of(new Shortage(Integer.parseInt(found.group(1)), found.group(2) != null))
                    : Optional.empty();
        }

        private static Optional<Fault> clock(String text) {
            Matcher found = CLOCK.matcher(text);
            return found.matches()
                    ? Optional.of(new Skew(Duration.ofSeconds(Long.parseLong(found.group(1)))))
                    : Optional.empty();
        }
    }
}

package dev.pilotlight.site;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** The web as a visitor sees it: one GET, no redirect followed, nothing remembered. */
public interface Web {

    /** Sends one request and waits for at most two seconds between any two parts of the answer. */
    Answer get(URI url);

    /** What came of a request. */
    sealed interface Answer {
        /**
         * The server has answered.
         *
         * @param body its beginning, at most 64 KiB, read as UTF-8
         */
        record Responded(int status, String body) implements Answer {
            public Responded {
                requireNonNull(body);
            }
        }

        /** There was no answer; whether the server or the way to it is the reason, nobody knows. */
        record Silent(String why) implements Answer {
            public Silent {
                requireNonNull(why);
            }
        }
    }
}

package dev.pilotlight.twin.service.ec2;

import java.time.Instant;

/** A machine: pure functions of the moment, or of a real process. */
public interface Guest {

    GuestState state(Instant now);

    /** The outcome of the status checks of a running machine. */
    StatusCheck check(Instant now);

    /** Whether the application on it answers. */
    Pulse pulse(Instant now);

    /** Stops it; stopping a stopped or terminated machine changes nothing. */
    void stop(Instant now);

    /** Starts it again; starting a machine that is not stopped changes nothing. */
    void start(Instant now);

    /** Ends it for ever; terminating again changes nothing. */
    void terminate(Instant now);
}

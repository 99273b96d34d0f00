package dev.pilotlight.report;

/**
 * Where reports are kept. They are our own records, so storing one takes no permit; storing it again changes nothing.
 */
public interface Reports {
    void store(Report report);
}

/**
 * What is left of a run for people to read: a {@link dev.pilotlight.report.Report} in the bucket, and a notice on a
 * topic. Enter at {@link dev.pilotlight.report.Report}.
 */
@NullMarked
package dev.pilotlight.report;

import org.jspecify.annotations.NullMarked;

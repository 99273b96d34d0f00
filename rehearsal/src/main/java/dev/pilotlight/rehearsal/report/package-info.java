/**
 * What a rehearsal tells people and programs. Enter at {@link dev.pilotlight.rehearsal.report.RehearsalReport}; it is
 * written as text, as JSON and as a page that needs nothing else.
 */
@NullMarked
package dev.pilotlight.rehearsal.report;

import org.jspecify.annotations.NullMarked;

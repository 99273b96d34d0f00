/**
 * The decision to promote: made once, on everything that is known, and written down before anything follows from it.
 * Where a person has to decide, the step's answer carries a question; the state machine puts it and sleeps, and the
 * person answers through a function URL that only signed requests pass. The answer lies in the table, from where the
 * step reads it. Enter at {@link dev.pilotlight.approval.Decide}; people enter at
 * {@link dev.pilotlight.approval.AnswerApproval}.
 */
@NullMarked
package dev.pilotlight.approval;

import org.jspecify.annotations.NullMarked;

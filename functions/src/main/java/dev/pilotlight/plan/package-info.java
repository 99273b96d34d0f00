/**
 * The plan: the document that says what belongs to an application and how it fails over. Everything here is a value
 * that validates itself; nothing here talks to AWS. Enter at {@link dev.pilotlight.plan.Plan}; documents come in
 * through {@link dev.pilotlight.plan.PlanReader} and go out through {@link dev.pilotlight.plan.PlanWriter}.
 */
@NullMarked
package dev.pilotlight.plan;

import org.jspecify.annotations.NullMarked;

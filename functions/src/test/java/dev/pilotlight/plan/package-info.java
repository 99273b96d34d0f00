/**
 * Tests of the plan: enter at {@link dev.pilotlight.plan.PlanReaderTest}; {@link dev.pilotlight.plan.ShopPlan} is the
 * example.
 */
@NullMarked
package dev.pilotlight.plan;

import org.jspecify.annotations.NullMarked;

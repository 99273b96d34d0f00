/**
 * JSONata as Step Functions speaks it. {@link dev.pilotlight.twin.states.jsonata.Expression} is one compiled query,
 * {@link dev.pilotlight.twin.states.jsonata.JsonataTemplate} a JSON value whose <code>{% … %}</code> strings are
 * queries. The evaluator is a library; what AWS added to the language, and what has to be deterministic here, is
 * {@link dev.pilotlight.twin.states.jsonata.AmazonFunctions}.
 */
@NullMarked
package dev.pilotlight.twin.states.jsonata;

import org.jspecify.annotations.NullMarked;

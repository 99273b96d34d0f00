/**
 * What both query languages of the Amazon States Language share: {@link dev.pilotlight.twin.states.query.Scope} is what
 * a query may see, {@link dev.pilotlight.twin.states.query.Template} is a JSON text with queries in it, and
 * {@link dev.pilotlight.twin.states.query.QueryFailure} says why one could not be answered.
 */
@NullMarked
package dev.pilotlight.twin.states.query;

import org.jspecify.annotations.NullMarked;

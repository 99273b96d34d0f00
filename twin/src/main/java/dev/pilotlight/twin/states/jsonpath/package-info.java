/**
 * JSONPath as Step Functions speaks it. {@link dev.pilotlight.twin.states.jsonpath.JsonPath} is a compiled path,
 * {@link dev.pilotlight.twin.states.jsonpath.PathQuery} what may stand behind a name that ends in {@code .$}: a path
 * into the input, the context object or a variable, or a call of an intrinsic function;
 * {@link dev.pilotlight.twin.states.jsonpath.PathTemplate} a JSON value with such names in it.
 */
@NullMarked
package dev.pilotlight.twin.states.jsonpath;

import org.jspecify.annotations.NullMarked;

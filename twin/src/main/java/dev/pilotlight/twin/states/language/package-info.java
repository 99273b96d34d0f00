/**
 * The Amazon States Language as data. {@link dev.pilotlight.twin.states.language.StateMachineDefinition} reads a
 * definition, refuses what the service would refuse, and holds every query compiled;
 * {@link dev.pilotlight.twin.states.language.State} is the list of what a state can be. What differs between JSONata
 * and JSONPath is behind {@link dev.pilotlight.twin.states.language.Dialect} while reading and
 * {@link dev.pilotlight.twin.states.language.Flow} afterwards. Source: https://states-language.net/spec.html
 */
@NullMarked
package dev.pilotlight.twin.states.language;

import org.jspecify.annotations.NullMarked;

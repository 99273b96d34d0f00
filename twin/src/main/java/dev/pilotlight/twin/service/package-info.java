/**
 * The AWS services of the twin, one package each. A service keeps one map for each Region, changes it at once while its
 * caller holds the twin exclusively, and refuses what it does not model. What needs time (an alarm's evaluation, a
 * health check, a delivery) is a task of the timeline, started by the composition.
 * {@link dev.pilotlight.twin.service.Identifiers} makes the ids that all of them hand out.
 */
@NullMarked
package dev.pilotlight.twin.service;

import org.jspecify.annotations.NullMarked;

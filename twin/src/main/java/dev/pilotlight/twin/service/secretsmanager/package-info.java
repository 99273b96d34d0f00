/**
 * Secrets and their replicas in other Regions; enter at
 * {@link dev.pilotlight.twin.service.secretsmanager.SecretsManager}.
 */
@NullMarked
package dev.pilotlight.twin.service.secretsmanager;

import org.jspecify.annotations.NullMarked;

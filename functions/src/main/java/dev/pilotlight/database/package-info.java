/**
 * Aurora global databases: how far the recovery cluster is behind, and its promotion. Promotion is the point of no
 * return of a failover, so what counts as proof of it is written down in one place,
 * {@link dev.pilotlight.database.PromotionProof}. Enter at {@link dev.pilotlight.database.PromoteDatabase}, whose
 * preparations {@link dev.pilotlight.database.ReleaseDatabases} undoes, and {@link dev.pilotlight.database.ReadLag};
 * everything they see or do goes through {@link dev.pilotlight.database.GlobalDatabases} and
 * {@link dev.pilotlight.database.ReplicationLag}.
 */
@NullMarked
package dev.pilotlight.database;

import org.jspecify.annotations.NullMarked;

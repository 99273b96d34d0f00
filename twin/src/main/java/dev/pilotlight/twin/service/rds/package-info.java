/**
 * Amazon RDS as far as Aurora global databases go. {@link dev.pilotlight.twin.service.rds.RdsService} is the entry; it
 * seeds clusters and answers questions about who may write. A real database or a modelled one stands behind
 * {@link dev.pilotlight.twin.service.rds.DatabaseEngine}. Calls return at once; what follows from them is a function of
 * the moment: a promotion goes on while nobody looks, and describes lag behind it as the physics says.
 */
@NullMarked
package dev.pilotlight.twin.service.rds;

import org.jspecify.annotations.NullMarked;

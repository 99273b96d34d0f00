/**
 * {@code pilotlight approvals}, {@code approve} and {@code reject}: what a failover asks, and the answer, given in the
 * name of whoever's credentials sign the request. Enter at {@link dev.pilotlight.cli.approval.ApproveCommand}.
 */
@NullMarked
package dev.pilotlight.cli.approval;

import org.jspecify.annotations.NullMarked;

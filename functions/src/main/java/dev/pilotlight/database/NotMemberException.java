package dev.pilotlight.database;

/**
 * The service says that the cluster is not in the global cluster, so nothing was changed. An earlier request may have
 * been the reason: only the membership tells.
 */
public final class NotMemberException extends NotPromotableException {
    public NotMemberException(String message) {
        super(message);
    }
}

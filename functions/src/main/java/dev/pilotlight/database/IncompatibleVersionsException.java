package dev.pilotlight.database;

/**
 * The service does not hand a global cluster over between clusters whose engine versions differ; nothing was changed.
 * Detaching is what AWS names for this case.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html">Aurora
 *     global databases: manual failover</a>
 */
public final class IncompatibleVersionsException extends NotPromotableException {
    public IncompatibleVersionsException(String message) {
        super(message);
    }
}

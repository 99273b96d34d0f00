package dev.pilotlight.twin.service.rds;

import java.util.List;

/**
 * A cluster the world has from its beginning.
 *
 * @param arn which names its Region and account
 * @param engine for example {@code aurora-postgresql}
 * @param instanceClass of its servers; {@code db.serverless} gives the cluster a capacity range
 * @param instances the identifiers of its servers; none makes it headless
 */
public record ClusterDefinition(
        String arn,
        String engine,
        String engineVersion,
        String databaseName,
        String masterUsername,
        String instanceClass,
        List<String> instances) {

    public ClusterDefinition {
        ClusterName.of(arn);
        instances = List.copyOf(instances);
    }

    /** The same under another name. */
    ClusterDefinition renamed(String otherArn) {
        return new ClusterDefinition(
                otherArn, engine, engineVersion, databaseName, masterUsername, instanceClass, instances);
    }

    /** The same under another name and without servers. */
    ClusterDefinition standingAlone(String otherArn) {
        return new ClusterDefinition(
                otherArn, engine, engineVersion, databaseName, masterUsername, instanceClass, List.of());
    }
}

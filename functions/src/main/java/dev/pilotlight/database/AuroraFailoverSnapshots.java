package dev.pilotlight.database;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.fence.PrimaryErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Snapshots through Amazon RDS of the primary's Region. */
public final class AuroraFailoverSnapshots implements FailoverSnapshots {
    private final AwsClients clients;

    public AuroraFailoverSnapshots(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public List<Snapshot> list(Database database) {
        try {
            return rds(database)
                    .describeDBClusterSnapshotsPaginator(describe -> describe.dbClusterIdentifier(
                            database.primaryCluster().identifier()))
                    .dbClusterSnapshots()
                    .stream()
                    .map(AuroraFailoverSnapshots::snapshot)
                    .toList();
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public void copy(Permit permit, PlanName plan, Database database, Snapshot snapshot)
            throws SnapshotRejectedException {
        permit.spendOn(Act.Kind.COPY_SNAPSHOT, database.primaryCluster().value());
        try {
            rds(database)
                    .copyDBClusterSnapshot(copy -> copy.sourceDBClusterSnapshotIdentifier(snapshot.name())
                            .targetDBClusterSnapshotIdentifier(snapshot.copyName())
                            .tags(
                                    tag("pilotlight:plan", plan.value()),
                                    tag("pilotlight:epoch", permit.epoch().toString())));
        } catch (DbClusterSnapshotAlreadyExistsException there) {
            // An earlier request has worked: its name makes it unique.
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private static SnapshotRejectedException rejected(RdsException failure) {
        if (failure instanceof InvalidDbClusterSnapshotStateException
                || failure instanceof DbClusterSnapshotNotFoundException
                || failure instanceof SnapshotQuotaExceededException
                || failure instanceof KmsKeyNotAccessibleException) {
            return new SnapshotRejectedException(text(failure.getMessage()));
        }
        throw PrimaryErrors.named(AwsErrors.translate(failure));
    }

    private static Snapshot snapshot(DBClusterSnapshot snapshot) {
        return new Snapshot(
                text(snapshot.dbClusterSnapshotIdentifier()),
                text(snapshot.status()),
                Optional.ofNullable(snapshot.snapshotCreateTime()));
    }

    private RdsClient rds(Database database) {
        return clients.rds(database.primaryCluster().region());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}

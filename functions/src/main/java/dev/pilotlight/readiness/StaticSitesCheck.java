package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Site;
import dev.pilotlight.site.CheckSite;
import dev.pilotlight.site.Web;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The sites that S3 serves in the recovery Region, and the one that the plan calls static, answer to everybody; and
 * what lies in their buckets came by replication, so that it is what the primary shows.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html">Replicas say so
 *     themselves</a>
 */
final class StaticSitesCheck implements Check {
    private static final Pattern WEBSITE = Pattern.compile("(.+)\\.s3-website[.-][a-z0-9-]+\\.amazonaws\\.com.*");

    private final AwsClients clients;
    private final Web web;

    StaticSitesCheck(AwsClients clients, Web web) {
        this.clients = clients;
        this.web = web;
    }

    @Override
    public Topic topic() {
        return Topic.STATIC_SITES;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (Site site : plan.sites()) {
            Optional<String> bucket = bucket(site);
            if (bucket.isPresent() || site.name().equals("static")) {
                look(site, tally);
                bucket.ifPresent(name -> look(name, tally));
            }
        }
        return tally.finding("the plan has no static site");
    }

    private static Optional<String> bucket(Site site) {
        Matcher host = WEBSITE.matcher(String.valueOf(site.url().getHost()));
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }

    private void look(Site site, Tally tally) {
        switch (new CheckSite(web).advance(site, site.passes() - 1)) {
            case Outcome.Done _ -> tally.ready(site.name() + " answers");
            case Outcome.Pending pending ->
                tally.notReady(
                        site.name() + ": " + pending.why(),
                        "see that the bucket is readable by everybody and has an index document");
            case Outcome.Refused refused -> tally.notReady(site.name() + ": " + refused.why(), refused.remedy());
        }
    }

    private void look(String bucket, Tally tally) {
        S3Client s3 = clients.s3();
        List<S3Object> some =
                s3.listObjectsV2(list -> list.bucket(bucket).maxKeys(5)).contents();
        List<String> others = some.stream()
                .map(S3Object::key)
                .filter(key ->
                        s3.headObject(head -> head.bucket(bucket).key(key)).replicationStatus()
                                != ReplicationStatus.REPLICA)
                .toList();
        if (some.isEmpty()) {
            tally.notReady(bucket + " is empty", "replicate the primary's bucket to it");
        } else if (!others.isEmpty()) {
            tally.notReady(
                    others + " in " + bucket + " did not come by replication",
                    "replicate the primary's bucket to it (S3 replication, and Batch Replication for what is there already)");
        } else {
            tally.ready(bucket + " holds replicas");
        }
    }
}

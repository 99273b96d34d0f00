package dev.pilotlight.twin.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ServiceTest {
    private static final String SWITCH = "shop-switch-west";
    private static final String PLAIN = "plain";
    private static final String SITE = "shop-west";

    private final S3Service service = new S3Service(new Identifiers());
    private final TestTwin twin = new TestTwin(service::visit, service);
    private final S3Client client = twin.client(S3Client.builder(), TestTwin.WEST);

    S3ServiceTest() {
        var west = TestTwin.seeding(TestTwin.WEST);
        BucketSettings plain = BucketSettings.plain();
        service.seedBucket(west, SWITCH, plain.withVersions().denyingDelete().readableByEverybody());
        service.seedBucket(west, PLAIN, plain);
        service.seedBucket(west, SITE, plain.withWebsite("index.html", "missing.html"));
        service.seedObject(west, SWITCH, "primary-is-serving", "text/plain", "yes");
        service.seedObject(west, SITE, "index.html", "text/html", "<h1>shop</h1>");
        service.seedObject(west, SITE, "missing.html", "text/html", "<h1>lost</h1>");
        service.seedObject(west, SITE, "help/index.html", "text/html", "<h1>help</h1>");
    }

    @Test
    void anObjectComesBackAsItWasPut() {
        PutObjectResponse put = put(PLAIN, "plans/shop.json", "{\"plan\":\"shop\"}");
        assertThat(put.checksumCRC32()).isNotNull();
        assertThat(put.versionId()).isNull();
        ResponseBytes<GetObjectResponse> found =
                client.getObjectAsBytes(get -> get.bucket(PLAIN).key("plans/shop.json"));
        assertThat(found.asUtf8String()).isEqualTo("{\"plan\":\"shop\"}");
        assertThat(found.response().eTag()).isEqualTo(put.eTag());
        assertThat(found.response().contentType()).isEqualTo("application/json");
        assertThat(found.response().metadata()).isEqualTo(Map.of("writer", "test"));
        assertThat(found.response().lastModified()).isEqualTo(TestTwin.START);
    }

    @Test
    void everyChecksumTheSdkSendsIsProven() {
        for (ChecksumAlgorithm algorithm :
                List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256)) {
            client.putObject(
                    put -> put.bucket(PLAIN).key("sum").checksumAlgorithm(algorithm), RequestBody.fromString("text"));
            assertThat(read(PLAIN, "sum")).isEqualTo("text");
        }
        assertThatThrownBy(() -> client.putObject(
                        put -> put.bucket(PLAIN).key("sum").checksumCRC32("AAAAAA=="), RequestBody.fromString("other")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
        assertThat(read(PLAIN, "sum")).isEqualTo("text");
    }

    @Test
    void everyVersionIsKeptAndDeletingOnlyMarks() {
        service.change(PLAIN, BucketSettings.plain().withVersions());
        String first = put(PLAIN, "key", "one").versionId();
        String second = put(PLAIN, "key", "two").versionId();
        assertThat(first).isNotEqualTo(second);
        assertThat(client.deleteObject(delete -> delete.bucket(PLAIN).key("key"))
                        .deleteMarker())
                .isTrue();
        assertThatThrownBy(() -> read(PLAIN, "key")).isInstanceOf(NoSuchKeyException.class);
        assertThat(client.getObjectAsBytes(get -> get.bucket(PLAIN).key("key").versionId(first))
                        .asUtf8String())
                .isEqualTo("one");
        var versions = client.listObjectVersions(list -> list.bucket(PLAIN));
        assertThat(versions.deleteMarkers())
                .singleElement()
                .satisfies(marker -> assertThat(marker.isLatest()).isTrue());
        assertThat(versions.versions().stream().map(ObjectVersion::versionId)).containsExactly(second, first);
    }

    @Test
    void theSwitchCannotBeDeleted() {
        assertThatThrownBy(() ->
                        client.deleteObject(delete -> delete.bucket(SWITCH).key("primary-is-serving")))
                .isInstanceOfSatisfying(S3Exception.class, error -> {
                    assertThat(error.statusCode()).isEqualTo(403);
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                });
        assertThat(client.getBucketPolicy(get -> get.bucket(SWITCH)).policy()).contains("Deny", "s3:DeleteObject");
        assertThat(client.getBucketVersioning(get -> get.bucket(SWITCH)).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
        assertThatThrownBy(() -> client.getBucketLifecycleConfiguration(get -> get.bucket(SWITCH)))
                .hasMessageContaining("lifecycle configuration does not exist");
    }

    @Test
    void aHealthCheckerReadsThePublicSwitchWithoutSigning() {
        HttpResponse seen = visit("shop-switch-west.s3.us-west-2.amazonaws.com", "/primary-is-serving");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.text()).isEqualTo("yes");
        assertThat(visit("plain.s3.us-west-2.amazonaws.com", "/key").status()).isEqualTo(403);
    }

    @Test
    void anObjectIsOnlyCreatedWhenItWasNotThere() {
        client.putObject(put -> put.bucket(PLAIN).key("once").ifNoneMatch("*"), RequestBody.fromString("first"));
        assertThatThrownBy(() -> client.putObject(
                        put -> put.bucket(PLAIN).key("once").ifNoneMatch("*"), RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        error -> assertThat(error.statusCode()).isEqualTo(412));
        assertThat(read(PLAIN, "once")).isEqualTo("first");
    }

    @Test
    void aRangeIsReadAloneAndOneBeyondTheEndIsRefused() {
        put(PLAIN, "digits", "0123456789");
        assertThat(client.getObjectAsBytes(
                                get -> get.bucket(PLAIN).key("digits").range("bytes=2-4"))
                        .asUtf8String())
                .isEqualTo("234");
        assertThat(client.getObjectAsBytes(
                                get -> get.bucket(PLAIN).key("digits").range("bytes=-3"))
                        .asUtf8String())
                .isEqualTo("789");
        assertThatThrownBy(() -> client.getObjectAsBytes(
                        get -> get.bucket(PLAIN).key("digits").range("bytes=10-")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        error -> assertThat(error.statusCode()).isEqualTo(416));
    }

    @Test
    void aHeadTellsTheSizeWithoutTheBytes() {
        put(PLAIN, "digits", "0123456789");
        assertThat(client.headObject(head -> head.bucket(PLAIN).key("digits")).contentLength())
                .isEqualTo(10);
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(PLAIN).key("none")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void keysAreListedInOrderByPageAndByFolder() {
        for (String key : List.of("b/2", "a", "b/1", "c d+e", "reports/x/1")) {
            put(PLAIN, key, key);
        }
        var pages = client.listObjectsV2Paginator(list -> list.bucket(PLAIN).maxKeys(2));
        assertThat(pages.stream().map(ListObjectsV2Response::keyCount)).containsExactly(2, 2, 1);
        assertThat(pages.contents().stream().map(object -> object.key()))
                .containsExactly("a", "b/1", "b/2", "c d+e", "reports/x/1");
        var folders = client.listObjectsV2(list -> list.bucket(PLAIN).delimiter("/"));
        assertThat(folders.commonPrefixes().stream().map(folder -> folder.prefix()))
                .containsExactly("b/", "reports/");
        assertThat(folders.contents().stream().map(object -> object.key())).containsExactly("a", "c d+e");
        assertThat(read(PLAIN, "c d+e")).isEqualTo("c d+e");
    }

    @Test
    void aBucketAnswersInItsOwnRegionOnly() {
        S3Client east = twin.client(S3Client.builder(), TestTwin.EAST);
        assertThatThrownBy(() -> east.getObjectAsBytes(get -> get.bucket(PLAIN).key("key")))
                .isInstanceOfSatisfying(S3Exception.class, error -> {
                    assertThat(error.statusCode()).isEqualTo(301);
                    assertThat(error.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                            .contains(TestTwin.WEST);
                });
        assertThat(client.getBucketLocation(get -> get.bucket(PLAIN)).locationConstraint())
                .isEqualTo(BucketLocationConstraint.US_WEST_2);
        assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket("nobodys")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void aBucketCanBeCreatedAndGivenVersions() {
        client.createBucket(create -> create.bucket("fresh")
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
        client.putBucketVersioning(
                put -> put.bucket("fresh").versioningConfiguration(versioning -> versioning.status("Enabled")));
        assertThat(put("fresh", "key", "one").versionId()).isNotNull();
        assertThat(client.listBuckets().buckets().stream().map(bucket -> bucket.name()))
                .contains("fresh");
        assertThatThrownBy(() -> client.createBucket(create -> create.bucket("elsewhere")
                        .createBucketConfiguration(configuration -> configuration.locationConstraint("eu-west-1"))))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        error -> assertThat(error.awsErrorDetails().errorCode())
                                .isEqualTo("IllegalLocationConstraintException"));
    }

    @Test
    void aWebsiteHasIndexPagesRedirectsAndAnErrorPage() {
        String host = "shop-west.s3-website-us-west-2.amazonaws.com";
        assertThat(visit(host, "/").text()).isEqualTo("<h1>shop</h1>");
        assertThat(visit(host, "/help/").text()).isEqualTo("<h1>help</h1>");
        HttpResponse redirect = visit(host, "/help");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.headers()).containsEntry("location", "/help/");
        HttpResponse missing = visit(host, "/nowhere");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).isEqualTo("<h1>lost</h1>");
        assertThat(visit("plain.s3-website-us-west-2.amazonaws.com", "/").text())
                .contains("NoSuchWebsiteConfiguration");
    }

    @Test
    void whatIsNotModelledIsRefused() {
        assertThatThrownBy(() -> client.createMultipartUpload(
                        create -> create.bucket(PLAIN).key("large")))
                .hasMessageContaining("not modelled");
        assertThatThrownBy(() -> client.putObject(
                        put -> put.bucket(PLAIN).key("tagged").tagging("a=b"), RequestBody.fromString("x")))
                .hasMessageContaining("x-amz-tagging");
    }

    private PutObjectResponse put(String bucket, String key, String text) {
        return client.putObject(
                put -> put.bucket(bucket)
                        .key(key)
                        .contentType("application/json")
                        .metadata(Map.of("writer", "test")),
                RequestBody.fromString(text));
    }

    private String read(String bucket, String key) {
        return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    private HttpResponse visit(String host, String path) {
        return twin.send(
                new HttpRequest("GET", host, path, "", Map.of("host", host), "".getBytes(StandardCharsets.UTF_8)));
    }
}

package dev.pilotlight.twin.service.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.AwsService;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Xml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * S3, as plans, switches and static sites use it. Bucket names are unique over all Regions; a bucket answers in its own
 * Region only. Multipart uploads, copies, tags and access control lists are not modelled.
 */
public final class S3Service implements AwsService {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final String XML_TYPE = "application/xml";
    private static final int VERSION_ID_LENGTH = 32;

    private final Identifiers identifiers;
    private final Map<String, Bucket> buckets = new TreeMap<>();

    public S3Service(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    @Override
    public String signingName() {
        return "s3";
    }

    /** Makes a bucket, as the world begins with it. */
    public void seedBucket(CallContext context, String name, BucketSettings settings) {
        buckets.put(
                name,
                new Bucket(
                        name, context.region(), context.now(), settings, () -> identifiers.letters(VERSION_ID_LENGTH)));
    }

    /** Puts an object, as the world begins with it. */
    public void seedObject(CallContext context, String bucket, String key, String contentType, String text) {
        seed(context, bucket, key, text, Map.of("content-type", contentType));
    }

    /** Puts an object that another Region's bucket was replicated to, as the world begins with it. */
    public void seedReplica(CallContext context, String bucket, String key, String contentType, String text) {
        seed(context, bucket, key, text, Map.of("content-type", contentType, "x-amz-replication-status", "REPLICA"));
    }

    private void seed(CallContext context, String bucket, String key, String text, Map<String, String> told) {
        byte[] bytes = ObjectOperations.utf8(text);
        Map<String, String> headers = new LinkedHashMap<>(Checksums.proven(Map.of(), bytes));
        headers.putAll(new TreeMap<>(told));
        ObjectOperations.store(existing(bucket), key, bytes, headers, context.now());
    }

    /** Changes how a bucket behaves, as somebody with enough rights could. */
    public void change(String bucket, BucketSettings settings) {
        existing(bucket).change(settings);
    }

    /** The bytes of an object as it is now, for whoever checks the twin from outside. */
    public Optional<byte[]> content(String bucket, String key) {
        return Optional.ofNullable(buckets.get(bucket))
                .flatMap(found -> found.current(key))
                .map(StoredObject::bytes);
    }

    @Override
    public String operation(HttpRequest request) {
        return S3Request.of(request).operation();
    }

    @Override
    public HttpResponse serve(HttpRequest request, CallContext context) {
        return answer(S3Request.of(request), context)
                .with("x-amz-request-id", context.requestId())
                .with("x-amz-id-2", context.requestId());
    }

    @Override
    public HttpResponse refuse(AwsError error, HttpRequest request, String requestId) {
        Xml body = Xml.element("Error", Xml.text("Code", error.code()), Xml.text("Message", error.explanation()));
        Map<String, String> headers = new LinkedHashMap<>();
        if (error instanceof S3Error detailed) {
            new TreeMap<>(detailed.details()).forEach((name, value) -> body.add(Xml.text(name, value)));
            headers.putAll(new TreeMap<>(detailed.headers()));
        }
        body.add(Xml.text("RequestId", requestId));
        headers.put("x-amz-request-id", requestId);
        HttpResponse response = request.method().equals("HEAD")
                ? ObjectOperations.empty(error.status())
                : HttpResponse.of(error.status(), XML_TYPE, body.document());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    /** Whether an unsigned request to a host is for {@link #visit}. */
    public static boolean isVisitedAt(String host) {
        return Address.isHostOfS3(host);
    }

    /**
     * Answers somebody who signs nothing: a page of a website or a public object. The caller holds the twin
     * exclusively.
     */
    public HttpResponse visit(HttpRequest request) {
        Address address = Address.of(request);
        Optional<Bucket> bucket = address.bucket().map(buckets::get);
        if (address.website()) {
            return WebsitePage.answer(request, address, bucket);
        }
        try {
            return publicObject(S3Request.of(request), bucket);
        } catch (AwsError e) {
            return refuse(e, request, "visitor");
        }
    }

    private static HttpResponse publicObject(S3Request request, Optional<Bucket> bucket) {
        Bucket found = bucket.orElseThrow(
                () -> S3Error.noSuchBucket(request.address().bucket().orElse("")));
        boolean reads = Set.of("GetObject", "HeadObject").contains(request.operation());
        if (!reads || !found.settings().publicRead()) {
            throw S3Error.of(403, "AccessDenied", "Access Denied");
        }
        return ObjectOperations.get(request, found);
    }

    private HttpResponse answer(S3Request request, CallContext context) {
        return switch (request.operation()) {
            case "ListBuckets" -> xml(listBuckets(request, context));
            case "CreateBucket" -> createBucket(request, context);
            case "HeadBucket" ->
                ObjectOperations.empty(200)
                        .with("x-amz-bucket-region", bucket(request, context).region());
            case "GetBucketVersioning" -> xml(versioning(bucket(request, context)));
            case "PutBucketVersioning" -> changeVersioning(request, bucket(request, context));
            case "GetBucketLocation" -> xml(location(bucket(request, context)));
            case "GetBucketPolicy" -> policy(bucket(request, context));
            case "GetBucketLifecycleConfiguration" -> xml(lifecycle(bucket(request, context)));
            case "ListObjectsV2" -> xml(Listing.objects(request, bucket(request, context)));
            case "ListObjectVersions" -> xml(Listing.versions(request, bucket(request, context)));
            case "PutObject" -> ObjectOperations.put(request, bucket(request, context), context.now());
            case "GetObject", "HeadObject" -> ObjectOperations.get(request, bucket(request, context));
            case "DeleteObject" ->
                ObjectOperations.delete(request, bucket(request, context), context.principal(), context.now());
            default -> throw S3Error.notModelled("The operation " + request.operation() + " of s3");
        };
    }

    private Bucket bucket(S3Request request, CallContext context) {
        Bucket bucket = Optional.ofNullable(buckets.get(request.bucketName()))
                .orElseThrow(() -> S3Error.noSuchBucket(request.bucketName()));
        if (!bucket.region().equals(context.region())) {
            throw S3Error.elsewhere(bucket);
        }
        return bucket;
    }

    private Bucket existing(String name) {
        return Optional.ofNullable(buckets.get(name)).orElseThrow(() -> S3Error.noSuchBucket(name));
    }

    private static HttpResponse xml(Xml body) {
        return HttpResponse.of(200, XML_TYPE, body.document());
    }

    private Xml listBuckets(S3Request request, CallContext context) {
        request.requireOnly(Set.of(), Set.of());
        Xml list = Xml.list(
                "Buckets",
                buckets.values(),
                bucket -> Xml.element(
                        "Bucket",
                        Xml.text("Name", bucket.name()),
                        Xml.time("CreationDate", bucket.created()),
                        Xml.text("BucketRegion", bucket.region())));
        return Xml.element("ListAllMyBucketsResult", Xml.element("Owner", Xml.text("ID", context.account())), list)
                .withNamespace(NAMESPACE);
    }

    private HttpResponse createBucket(S3Request request, CallContext context) {
        request.requireOnly(Set.of(), Set.of());
        byte[] body = request.http().body();
        String wanted = body.length == 0
                ? "us-east-1"
                : XmlNode.parse(body).text("LocationConstraint").orElse("us-east-1");
        if (!wanted.equals(context.region())) {
            throw S3Error.of(
                    400,
                    "IllegalLocationConstraintException",
                    "The " + wanted + " location constraint is incompatible for the region specific endpoint this"
                            + " request was sent to.");
        }
        if (buckets.containsKey(request.bucketName())) {
            throw S3Error.of(
                    409,
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        seedBucket(context, request.bucketName(), BucketSettings.plain());
        return ObjectOperations.empty(200).with("location", "/" + request.bucketName());
    }

    private static Xml versioning(Bucket bucket) {
        return Xml.element("VersioningConfiguration").withNamespace(NAMESPACE).maybe("Status", bucket.versioning());
    }

    private static HttpResponse changeVersioning(S3Request request, Bucket bucket) {
        request.requireOnly(Set.of("versioning"), Set.of());
        boolean enabled = XmlNode.parse(request.http().body())
                .text("Status")
                .filter("Enabled"::equals)
                .isPresent();
        bucket.change(
                enabled ? bucket.settings().withVersions() : bucket.settings().withoutVersions());
        return ObjectOperations.empty(200);
    }

    private static Xml lifecycle(Bucket bucket) {
        if (!bucket.settings().expires()) {
            throw S3Error.of(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
        }
        Xml rule = Xml.element(
                "Rule",
                Xml.text("ID", "expire"),
                Xml.element("Filter", Xml.text("Prefix", "")),
                Xml.text("Status", "Enabled"),
                Xml.element("Expiration", Xml.text("Days", 30)));
        return Xml.element("LifecycleConfiguration", rule).withNamespace(NAMESPACE);
    }

    private static Xml location(Bucket bucket) {
        return Xml.text("LocationConstraint", bucket.region().equals("us-east-1") ? "" : bucket.region())
                .withNamespace(NAMESPACE);
    }

    private static HttpResponse policy(Bucket bucket) {
        BucketSettings settings = bucket.settings();
        if (!settings.deleteDenied() && !settings.publicRead()) {
            throw new S3Error(
                    404,
                    "NoSuchBucketPolicy",
                    "The bucket policy does not exist",
                    Map.of("BucketName", bucket.name()),
                    Map.of());
        }
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        var statements = policy.putArray("Statement");
        String objects = bucket.arn() + "/*";
        if (settings.publicRead()) {
            statements
                    .addObject()
                    .put("Effect", "Allow")
                    .put("Principal", "*")
                    .put("Action", "s3:GetObject")
                    .put("Resource", objects);
        }
        if (settings.deleteDenied()) {
            ObjectNode denied = statements.addObject().put("Effect", "Deny").put("Principal", "*");
            denied.putArray("Action").add("s3:DeleteObject").add("s3:DeleteObjectVersion");
            denied.put("Resource", objects);
        }
        return HttpResponse.of(200, "application/json", policy.toString());
    }
}

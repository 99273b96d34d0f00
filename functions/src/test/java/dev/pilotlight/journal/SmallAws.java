package dev.pilotlight.journal;

import dev.pilotlight.aws.ScriptedHttp;
import dev.pilotlight.aws.ScriptedHttp.Answer;
import dev.pilotlight.aws.ScriptedHttp.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** As much of AWS as opening, starting and closing a run need, behind the real SDK. */
public final class SmallAws {
    private final SmallDynamoDb dynamoDb = new SmallDynamoDb();
    private final TreeMap<String, String> objects = new TreeMap<>();
    private final List<Asked> others = new ArrayList<>();
    private String account = "111111111111";

    public SmallAws(Map<String, String> objects) {
        this.objects.putAll(objects);
    }

    /** The network on which it answers. */
    public ScriptedHttp http() {
        return new ScriptedHttp(this::answer);
    }

    /** The credentials belong to this account. */
    public void isAccount(String other) {
        account = other;
    }

    /** The objects of the bucket by key. */
    public Map<String, String> objects() {
        return objects;
    }

    /** What was asked of SNS and Step Functions. */
    public List<Asked> others() {
        return List.copyOf(others);
    }

    private Answer answer(Asked asked) {
        String service = asked.host().replaceFirst("\\.us-(?:west-2|east-1)\\.amazonaws\\.com$", "");
        return switch (service.substring(service.lastIndexOf('.') + 1)) {
            case "dynamodb" -> dynamoDb.answer(asked);
            case "s3" -> object(asked);
            case "sts" ->
                Answer.xml(
                        200,
                        "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>" + account
                                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
            case "sns" ->
                other(
                        asked,
                        Answer.xml(
                                200,
                                "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>"));
            case "states" ->
                other(asked, Answer.json(200, "{\"executionArn\":\"arn:aws:states:x\",\"startDate\":1772366414}"));
            // What is looked at is ill, sites and alarms alike.
            case "example", "monitoring" -> Answer.xml(503, "<Error/>");
            default -> throw new AssertionError("nobody should call " + asked.host());
        };
    }

    private Answer other(Asked asked, Answer answer) {
        others.add(asked);
        return answer;
    }

    private Answer object(Asked asked) {
        String key = asked.path().replaceFirst("^/", "");
        if (asked.method().equals("PUT")) {
            objects.put(key, asked.body());
            return new Answer(200, Map.of("ETag", "\"e\"", "x-amz-version-id", "v2"), "");
        }
        if (key.isEmpty()) {
            StringBuilder list = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
            objects.keySet()
                    .forEach(name -> list.append("<Contents><Key>").append(name).append("</Key></Contents>"));
            return Answer.xml(200, list.append("</ListBucketResult>").toString());
        }
        String body = objects.get(key);
        return body == null
                ? Answer.xml(404, "<Error><Code>NoSuchKey</Code></Error>")
                : new Answer(200, Map.of("ETag", "\"e\"", "x-amz-version-id", "v1"), body);
    }
}

package dev.pilotlight.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
    private static final Map<String, String> FORM = Map.of("content-type", "application/x-www-form-urlencoded");
    private static final Map<String, String> JSON = Map.of("x-amz-target", "DynamoDB_20120810.Scan");

    @ParameterizedTest
    @CsvSource({"us-east-1, true", "ap-southeast-11, true", "us-gov-west-1, true", "nowhere, false", "us-east, false"})
    void aScopeNamesARegionThatCanBe(String region, boolean valid) {
        Call.Scope scope = new Call.Scope("me", region, "ec2");
        HttpRequest request = request("127.0.0.1", FORM);

        if (valid) {
            Signatures.requireRegion(request, scope, new Regional());
        } else {
            assertThatThrownBy(() -> Signatures.requireRegion(request, scope, new Regional()))
                    .isInstanceOfSatisfying(AwsError.class, error -> {
                        assertThat(error.code()).isEqualTo("SignatureDoesNotMatch");
                        assertThat(error.status()).isEqualTo(403);
                    });
        }
    }

    @Test
    void aGlobalServiceIsSignedFromItsOwnRegion() {
        AwsService names = new Regional() {
            @Override
            public Optional<String> onlyRegion() {
                return Optional.of("us-east-1");
            }
        };
        Call.Scope scope = new Call.Scope("me", "us-west-2", "route53");

        assertThatThrownBy(() -> Signatures.requireRegion(request("127.0.0.1", Map.of()), scope, names))
                .hasMessage("Credential should be scoped to a valid Region, not 'us-west-2'; it is us-east-1");
    }

    @Test
    void servicesThatSpeakJsonHaveTheirOwnWords() {
        HttpRequest request = request("127.0.0.1", JSON);

        assertThatThrownBy(() ->
                        Signatures.requireRegion(request, new Call.Scope("me", "nowhere", "dynamodb"), new Regional()))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidSignatureException"));
    }

    @ParameterizedTest
    @CsvSource({
        "Credential=me/20260101/us-west-2/ec2, IncompleteSignature",
        "Credential=me/20260101/us-west-2/s3, AuthorizationHeaderMalformed",
        "Signature=0, IncompleteSignature"
    })
    void aSignatureWithoutAScopeIsIncomplete(String credential, String code) {
        HttpRequest request = request("127.0.0.1", Map.of("authorization", "AWS4-HMAC-SHA256 " + credential));

        assertThat(Signatures.isForService(request)).isTrue();
        assertThat(Signatures.incomplete(request).code()).isEqualTo(code);
    }

    @Test
    void anUnsignedCallMissesItsToken() {
        assertThat(Signatures.incomplete(request("127.0.0.1:4566", FORM)).code())
                .isEqualTo("MissingAuthenticationToken");
        assertThat(Signatures.incomplete(request("127.0.0.1:4566", JSON)).code())
                .isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void aVisitorOfASiteIsNoCaller() {
        assertThat(Signatures.isForService(request("www.shop.example", FORM))).isFalse();
        assertThat(Signatures.isForService(request("127.0.0.1", Map.of()))).isFalse();
    }

    private static HttpRequest request(String host, Map<String, String> headers) {
        return new HttpRequest("POST", host, "/", "", new HashMap<>(headers), "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static class Regional implements AwsService {
        @Override
        public String signingName() {
            return "ec2";
        }

        @Override
        public String operation(HttpRequest request) {
            return "DescribeRegions";
        }

        @Override
        public HttpResponse serve(HttpRequest request, CallContext context) {
            return HttpResponse.of(200, "text/plain", "");
        }

        @Override
        public HttpResponse refuse(AwsError error, HttpRequest request, String requestId) {
            return HttpResponse.of(error.status(), "text/plain", error.code());
        }
    }
}

package dev.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"b\": 1, \"a\" : [ ] } | {\"a\":[],\"b\":1}",
                "{\"a\\\"b\\\\\": \"line\\nfeed \\u0001 \\u00e9 \\ud83d\\ude00 / \\u002f\"} | {\"a\\\"b\\\\\":\"line\\nfeed \\u0001 é 😀 / /\"}",
                "[1, 2.50, 1e3, true, null, \"\"] | [1,2.5,1000.0,true,null,\"\"]",
                "\"only a text\" | \"only a text\""
            })
    void equalValuesHaveOneText(String text, String canonical) throws Exception {
        assertThat(CanonicalJson.write(MAPPER.readTree(text))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"0,31", "32,127", "128,255", "8192,8300", "65500,65535"})
    void textsAreEscapedAsJacksonEscapesThem(int first, int last) {
        for (int code = first; code <= last; code++) {
            String value = "x" + (char) code;
            assertThat(CanonicalJson.write(MAPPER.getNodeFactory().textNode(value)))
                    .isEqualTo(MAPPER.getNodeFactory().textNode(value).toString());
        }
    }
}

package dev.pilotlight.twin.service.s3;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One version of one object, or the marker of its deletion.
 *
 * @param versionId {@code null} as a text in a bucket without versions, as in the real answers
 * @param etag the MD5 of the bytes in hexadecimal digits, without quotes
 * @param headers what is told with the object: its type, its user's metadata, its checksums
 */
@SuppressWarnings("ArrayRecordComponent") // versions are told apart by their ids and never compared
record StoredObject(
        String key,
        String versionId,
        boolean deleteMarker,
        byte[] bytes,
        String etag,
        Instant modified,
        Map<String, String> headers) {

    StoredObject {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    static StoredObject marker(String key, String versionId, Instant at) {
        return new StoredObject(key, versionId, true, new byte[0], "", at, Map.of());
    }

    String quotedEtag() {
        return "\"" + etag + "\"";
    }
}

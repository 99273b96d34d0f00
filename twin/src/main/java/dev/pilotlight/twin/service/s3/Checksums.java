package dev.pilotlight.twin.service.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that clients send with an object and ask for with it. */
final class Checksums {
    private static final String PREFIX = "x-amz-checksum-";

    private Checksums() {}

    /** The MD5 in hexadecimal digits, which is an object's entity tag. */
    static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest("MD5", bytes));
    }

    /**
     * The checksum headers to keep with an object, once they are proven; a CRC-32 when the client sent none.
     *
     * @param sent headers and trailers
     */
    static Map<String, String> proven(Map<String, String> sent, byte[] bytes) {
        requireSame("content-md5", "Content-MD5", sent, base64(digest("MD5", bytes)));
        Map<String, String> proven = new LinkedHashMap<>();
        for (String algorithm : new String[] {"crc32", "crc32c", "crc64nvme", "sha1", "sha256"}) {
            String header = PREFIX + algorithm;
            if (sent.containsKey(header)) {
                String computed =
                        of(algorithm, bytes).orElseThrow(() -> S3Error.notModelled("The checksum " + algorithm));
                requireSame(header, algorithm.toUpperCase(Locale.ROOT), sent, computed);
                proven.put(header, computed);
            }
        }
        if (proven.isEmpty()) {
            proven.put(PREFIX + "crc32", of("crc32", bytes).orElseThrow());
        }
        proven.put("x-amz-checksum-type", "FULL_OBJECT");
        return proven;
    }

    static boolean isChecksum(String header) {
        return header.startsWith(PREFIX);
    }

    private static void requireSame(String header, String name, Map<String, String> sent, String computed) {
        String value = sent.get(header);
        if (value != null && !value.equals(computed)) {
            throw S3Error.of(400, "BadDigest", "The " + name + " you specified did not match the calculated checksum.");
        }
    }

    private static Optional<String> of(String algorithm, byte[] bytes) {
        return switch (algorithm) {
            case "crc32" -> Optional.of(sum(new CRC32(), bytes));
            case "crc32c" -> Optional.of(sum(new CRC32C(), bytes));
            case "sha1" -> Optional.of(base64(digest("SHA-1", bytes)));
            case "sha256" -> Optional.of(base64(digest("SHA-256", bytes)));
            default -> Optional.empty();
        };
    }

    private static String sum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return base64(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

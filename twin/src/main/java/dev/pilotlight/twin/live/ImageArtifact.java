package dev.pilotlight.twin.live;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A machine image as a real file: the directory of an instance in one archive.
 *
 * @param file the archive
 * @param bytes its length
 * @param sha256 the checksum of its bytes, in hexadecimal digits
 */
public record ImageArtifact(Path file, long bytes, String sha256) {
    private static final int LARGEST_CHUNK = 1 << 16;
    private static final int CHUNKS_PER_SECOND = 20;

    public ImageArtifact {
        if (bytes < 1 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not an image: " + bytes + " bytes with checksum '" + sha256 + "'");
        }
    }

    /** Told while an image is copied. */
    @FunctionalInterface
    public interface Progress {
        void copied(long bytes, long of);
    }

    /** Makes an image of a directory; the same content always gives the same bytes. */
    public static ImageArtifact create(Path directory, Path file) {
        try {
            return write(file, output -> zip(directory, output), image -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make an image of " + directory, e);
        }
    }

    /**
     * Copies the bytes to another place, at a bounded rate, and verifies them on the way.
     *
     * @param bytesPerSecond how fast at most
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @throws CorruptImageException when the source is not what its checksum says; nothing is left of the copy then
     * @throws InterruptedException when the copying thread is interrupted; nothing is left of the copy then either
     */
    public ImageArtifact copy(Path target, long bytesPerSecond, LongSupplier nanoTime, Progress progress)
            throws InterruptedException {
        Pace pace = new Pace(bytesPerSecond, nanoTime, nanoTime.getAsLong());
        try (InputStream input = Files.newInputStream(file)) {
            return write(target, output -> transfer(input, output, pace, progress), this::compare);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException("the copy was interrupted").initCause(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file + " to " + target, e);
        }
    }

    /**
     * Checks that the bytes are still those the image was made of.
     *
     * @throws CorruptImageException when they are not
     */
    public void verify() {
        MessageDigest digest = newDigest();
        try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the image " + file, e);
        }
        compare(new ImageArtifact(file, bytes, HexFormat.of().formatHex(digest.digest())));
    }

    /** Verifies the image and unpacks it into a directory of its own. */
    public void unpack(Path directory) {
        verify();
        try (ZipInputStream archive = new ZipInputStream(Files.newInputStream(file))) {
            Files.createDirectories(directory);
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path member = directory.resolve(entry.getName()).normalize();
                if (!member.startsWith(directory.normalize())) {
                    throw new CorruptImageException("the image entry " + entry.getName() + " lies outside of it");
                }
                Files.createDirectories(member.getParent());
                Files.copy(archive, member);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + file + " into " + directory, e);
        }
    }

    private void transfer(InputStream input, OutputStream output, Pace pace, Progress progress) throws IOException {
        byte[] buffer = new byte[Math.clamp(pace.bytesPerSecond / CHUNKS_PER_SECOND, 1, LARGEST_CHUNK)];
        long copied = 0;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            output.write(buffer, 0, count);
            copied += count;
            pace.keep(copied);
            progress.copied(copied, bytes);
        }
    }

    private void compare(ImageArtifact copy) {
        if (!copy.sha256.equals(sha256)) {
            throw new CorruptImageException("the image " + file + " was damaged since it was made");
        }
    }

    private static void zip(Path directory, OutputStream output) throws IOException {
        try (ZipOutputStream archive = new ZipOutputStream(output)) {
            // Most of an image is jars, which are compressed already.
            archive.setLevel(Deflater.BEST_SPEED);
            for (Path member : FileTree.files(directory)) {
                ZipEntry entry =
                        new ZipEntry(directory.relativize(member).toString().replace(File.separatorChar, '/'));
                entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
                archive.putNextEntry(entry);
                Files.copy(member, archive);
                archive.closeEntry();
            }
        }
    }

    /** Writes a file under another name first, so that nobody ever sees half of one or a wrong one. */
    private static ImageArtifact write(Path file, Content content, Consumer<ImageArtifact> check) throws IOException {
        MessageDigest digest = newDigest();
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (OutputStream output = new DigestOutputStream(Files.newOutputStream(unfinished), digest)) {
                content.writeTo(output);
            }
            ImageArtifact image = new ImageArtifact(
                    file, Files.size(unfinished), HexFormat.of().formatHex(digest.digest()));
            check.accept(image);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return image;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream output) throws IOException;
    }

    /** Keeps a copy from being faster than its rate. */
    private record Pace(long bytesPerSecond, LongSupplier nanoTime, long start) {
        private Pace {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("a rate of " + bytesPerSecond + " bytes/s copies nothing");
            }
        }

        private void keep(long copied) throws InterruptedIOException {
            long due = start + Math.round(copied * 1e9 / bytesPerSecond);
            try {
                Thread.sleep(Duration.ofNanos(Math.max(0, due - nanoTime.getAsLong())));
            } catch (InterruptedException e) {
                throw (InterruptedIOException) new InterruptedIOException().initCause(e);
            }
        }
    }
}

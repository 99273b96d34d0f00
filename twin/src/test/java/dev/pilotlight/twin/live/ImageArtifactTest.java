package dev.pilotlight.twin.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArtifactTest {
    private static final long FAST = 1_000_000_000;

    @TempDir
    private Path directory;

    private Path instance;
    private Path image;

    @BeforeEach
    void anInstance() throws Exception {
        instance = directory.resolve("instance");
        Files.createDirectories(instance.resolve("lib"));
        image = directory.resolve("ami-1.zip");
        Files.writeString(instance.resolve("launch.json"), "{}");
        Files.write(instance.resolve("lib/shop.jar"), new byte[200_000]);
    }

    @Test
    void aCopyUnpacksToWhatTheImageWasMadeOf() throws Exception {
        ImageArtifact copy = ImageArtifact.create(instance, image)
                .copy(directory.resolve("ami-2.zip"), FAST, System::nanoTime, (bytes, of) -> {});
        Path unpacked = directory.resolve("unpacked");
        copy.unpack(unpacked);
        assertThat(unpacked.resolve("lib/shop.jar")).hasSameBinaryContentAs(instance.resolve("lib/shop.jar"));
        assertThat(unpacked.resolve("launch.json")).hasContent("{}");
    }

    @Test
    void theSameContentGivesTheSameBytes() throws Exception {
        ImageArtifact first = ImageArtifact.create(instance, image);
        Files.setLastModifiedTime(instance.resolve("launch.json"), FileTime.fromMillis(0));
        ImageArtifact second = ImageArtifact.create(instance, directory.resolve("ami-2.zip"));
        assertThat(second.sha256()).isEqualTo(first.sha256());
    }

    @Test
    void copyingTellsHowFarItIs() throws Exception {
        ImageArtifact source = ImageArtifact.create(instance, image);
        List<Long> told = new ArrayList<>();
        source.copy(directory.resolve("ami-2.zip"), 20 * 100, System::nanoTime, (bytes, of) -> {
            assertThat(of).isEqualTo(source.bytes());
            told.add(bytes);
        });
        assertThat(told).hasSizeGreaterThan(2).isSorted().endsWith(source.bytes());
    }

    @Test
    void copyingKeepsToItsRate() throws Exception {
        ImageArtifact source = ImageArtifact.create(instance, image);
        long began = System.nanoTime();
        long rate = source.bytes() * 4;
        source.copy(directory.resolve("ami-2.zip"), rate, System::nanoTime, (bytes, of) -> {});
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(250_000_000L);
    }

    @Test
    void anInterruptedCopyLeavesNothingBehind() {
        ImageArtifact source = ImageArtifact.create(instance, image);
        Path target = directory.resolve("ami-2.zip");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> source.copy(target, 1, System::nanoTime, (bytes, of) -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(directory).isDirectoryNotContaining("glob:**ami-2*");
    }

    @Test
    void aDamagedImageIsNeitherCopiedNorLaunched() throws Exception {
        ImageArtifact source = ImageArtifact.create(instance, image);
        Files.write(image, new byte[] {1}, StandardOpenOption.APPEND);
        Path target = directory.resolve("ami-2.zip");
        assertThatThrownBy(() -> source.copy(target, FAST, System::nanoTime, (bytes, of) -> {}))
                .isInstanceOf(CorruptImageException.class);
        assertThat(target).doesNotExist();
        assertThatThrownBy(() -> source.unpack(directory.resolve("unpacked")))
                .isInstanceOf(CorruptImageException.class);
    }

    @Test
    void anImageCannotWriteOutsideItsDirectory() throws Exception {
        try (OutputStream output = Files.newOutputStream(image);
                ZipOutputStream archive = new ZipOutputStream(output)) {
            archive.putNextEntry(new ZipEntry("../outside"));
            archive.write(1);
        }
        ImageArtifact hostile = new ImageArtifact(image, Files.size(image), checksum());
        assertThatThrownBy(() -> hostile.unpack(directory.resolve("unpacked")))
                .isInstanceOf(CorruptImageException.class)
                .hasMessageContaining("../outside");
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    private String checksum() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(image)));
    }
}

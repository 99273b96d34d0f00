package dev.pilotlight.tools;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps every Java source in one format: {@code Format check|apply DIRECTORY}. A check lists the files that differ and
 * exits with 1; applying rewrites them.
 */
public final class Format {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    private Format() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 || !List.of("check", "apply").contains(arguments[0])) {
            System.err.println("usage: Format check|apply DIRECTORY");
            System.exit(2);
        }
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]).normalize();
        List<Path> different = new ArrayList<>(new Format().run(root, apply));
        MachineDigests digests = new MachineDigests(root);
        if (!digests.isCurrent(apply)) {
            different.add(digests.file());
        }
        different.forEach(file -> System.err.println((apply ? "formatted " : "not formatted: ") + file));
        if (!apply && !different.isEmpty()) {
            System.err.println("Run './pilotlight format' and commit the result.");
            System.exit(1);
        }
    }

    private List<Path> run(Path root, boolean apply) throws IOException {
        List<Path> different = new ArrayList<>();
        for (Path file : sources(root)) {
            String before = Files.readString(file);
            String after = format(file, before);
            if (!after.equals(before)) {
                different.add(file);
                if (apply) {
                    Files.writeString(file, after);
                }
            }
        }
        return different;
    }

    private String format(Path file, String source) {
        try {
            String imports = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR);
            return formatter.formatSource(imports);
        } catch (FormatterException e) {
            throw new IllegalArgumentException(file + " is not valid Java: " + e.getMessage(), e);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path sources = module.resolve("src");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }
}

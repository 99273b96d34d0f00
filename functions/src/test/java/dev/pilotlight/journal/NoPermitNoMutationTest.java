package dev.pilotlight.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compiler refuses every change without a permit, and every permit that is not the lease's. What is tried is found,
 * not listed: each method that takes a permit, of each port and of each of its implementations.
 */
@Tag("thorough")
class NoPermitNoMutationTest {
    /** They hand permits on, and change nothing themselves. */
    private static final Set<Class<?>> MIDDLEMEN = Set.of(Change.class, Lease.class, Deeds.class);

    private static final List<Method> CHANGES = changes();

    @TempDir
    private Path output;

    @Test
    void everyChangeCompilesWithAPermit() {
        List<Snippet> calls =
                CHANGES.stream().map(NoPermitNoMutationTest::permitted).toList();

        assertThat(calls).hasSizeGreaterThan(40);
        assertThat(errors(calls)).isEmpty();
    }

    @Test
    void noChangeCompilesWithoutOne() {
        List<Snippet> calls =
                CHANGES.stream().map(NoPermitNoMutationTest::unpermitted).toList();
        Map<String, List<String>> errors = errors(calls);

        for (Snippet call : calls) {
            assertThat(errors.getOrDefault(call.name(), List.of()))
                    .as(call.text())
                    .isNotEmpty()
                    .allMatch(code -> code.startsWith("compiler.err.cant.apply.symbol"));
        }
    }

    @Test
    void nobodyMakesAPermitButTheLease() {
        Snippet made = new Snippet("dev.pilotlight.fence", "Made", """
                package dev.pilotlight.fence;
                class Made {
                    Object permit(dev.pilotlight.step.Epoch epoch, dev.pilotlight.journal.Act act) {
                        return new dev.pilotlight.journal.Permit(epoch, 1, act, () -> 0, 1);
                    }
                }
                """);
        Snippet inherited = new Snippet("dev.pilotlight.fence", "Inherited", """
                package dev.pilotlight.fence;
                class Inherited extends dev.pilotlight.journal.Permit {}
                """);
        Snippet leased = new Snippet("dev.pilotlight.fence", "Leased", """
                package dev.pilotlight.fence;
                class Leased {
                    Object lease(dev.pilotlight.journal.JournalTable table, dev.pilotlight.step.Run run,
                            dev.pilotlight.plan.Plan plan, dev.pilotlight.journal.Call call) {
                        return new dev.pilotlight.journal.Lease(table, run, plan, call);
                    }
                }
                """);

        Map<String, List<String>> errors = errors(List.of(made, inherited, leased));

        assertThat(errors.get("Made")).containsExactly("compiler.err.not.def.public.cant.access");
        assertThat(errors.get("Inherited")).contains("compiler.err.cant.inherit.from.final");
        assertThat(errors.get("Leased")).containsExactly("compiler.err.report.access");
    }

    /** Every method that takes a permit, except for those that only pass it on. */
    private static List<Method> changes() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.pilotlight").stream()
                        .map(JavaClass::reflect)
                        .filter(type -> !MIDDLEMEN.contains(type) && type.getCanonicalName() != null)
                        .filter(type -> !Modifier.isPrivate(type.getModifiers()))
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                        .filter(method -> List.of(method.getParameterTypes()).contains(Permit.class))
                        .sorted(Comparator.comparing(Method::toString))
                        .toList();
    }

    private static Snippet permitted(Method method) {
        return call(method, true);
    }

    private static Snippet unpermitted(Method method) {
        return call(method, false);
    }

    /** A class beside the port that calls the method with what it was given. */
    private static Snippet call(Method method, boolean withPermit) {
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            if (withPermit || !type.equals(Permit.class)) {
                String name = "argument" + parameters.size();
                parameters.add(type.getCanonicalName() + " " + name);
                arguments.add(name);
            }
        }
        Class<?> port = method.getDeclaringClass();
        String name = port.getSimpleName() + "_" + method.getName() + "_"
                + Integer.toHexString(method.toString().hashCode());
        String text = """
                package %s;
                class %s {
                    void call(%s) throws Exception {
                        port.%s(%s);
                    }
                }
                """.formatted(
                        port.getPackageName(),
                        name,
                        Stream.concat(Stream.of(port.getCanonicalName() + " port"), parameters.stream())
                                .collect(Collectors.joining(", ")),
                        method.getName(),
                        String.join(", ", arguments));
        return new Snippet(port.getPackageName(), name, text);
    }

    /** The codes of the compiler's errors, by the class they are in. */
    private Map<String, List<String>> errors(List<Snippet> snippets) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-Xmaxerrs",
                "10000",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                output.toString());
        compiler.getTask(
                        null,
                        null,
                        diagnostics,
                        options,
                        null,
                        snippets.stream().map(Snippet::file).toList())
                .call();
        Map<String, List<String>> errors = new TreeMap<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                errors.computeIfAbsent(String.valueOf(diagnostic.getSource()), _ -> new ArrayList<>())
                        .add(diagnostic.getCode());
            }
        }
        return errors;
    }

    /** A class that a test makes up. */
    private record Snippet(String packageName, String name, String text) {
        JavaFileObject file() {
            return new Source(this);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final Snippet snippet;

        Source(Snippet snippet) {
            super(
                    URI.create("string:///" + snippet.packageName().replace('.', '/') + "/" + snippet.name() + ".java"),
                    Kind.SOURCE);
            this.snippet = snippet;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return snippet.text();
        }

        @Override
        public String toString() {
            return snippet.name();
        }
    }
}

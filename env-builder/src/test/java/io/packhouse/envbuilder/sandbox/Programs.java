package io.packhouse.envbuilder.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Small Java programs that tests compile. */
public final class Programs {

    private Programs() {
    }

    /** Compiles a class without package, by its source, to class files in {@code directory}. */
    public static void compile(Path directory, String name, String source) throws IOException {
        Path file = Files.createTempDirectory("source").resolve(name + ".java");
        Files.writeString(file, source);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler
                    .getTask(messages, files, null, List.of("-d", directory.toString(), "-proc:none"), null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(isCompiled).as(messages.toString()).isTrue();
        }
    }

    /** A jar of the class {@code name}, always of the same bytes. */
    public static byte[] jar(String name, String source, boolean isMain) throws IOException {
        Path classes = Files.createTempDirectory("classes");
        compile(classes, name, source);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (isMain) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name);
        }
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes); Stream<Path> files = Files.list(classes)) {
            put(jar, "META-INF/MANIFEST.MF", out -> manifest.write(out));
            for (Path file : files.sorted().toList()) {
                put(jar, file.getFileName().toString(), out -> Files.copy(file, out));
            }
        }
        return bytes.toByteArray();
    }

    private interface Content {
        void writeTo(JarOutputStream jar) throws IOException;
    }

    private static void put(JarOutputStream jar, String name, Content content) throws IOException {
        var entry = new JarEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        content.writeTo(jar);
        jar.closeEntry();
    }
}

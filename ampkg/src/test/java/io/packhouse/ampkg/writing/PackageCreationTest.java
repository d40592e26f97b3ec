package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.MadePackage;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.PackageArchive;
import io.packhouse.ampkg.yaml.YamlValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackageCreationTest {

    @TempDir
    private Path directory;
    private Path source;
    private Path target;

    @BeforeEach
    void aSoundDirectory() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        target = directory.resolve("made/hello.ampkg");
        write("info.yaml", MadePackage.INFO);
        write("icon.png", "no picture");
        write("main.qml", "Item {}");
    }

    @Test
    void aDirectoryBecomesAPackage() throws Exception {
        write("a/b/c.txt", "c");
        Files.createDirectory(source.resolve("empty"));
        write("zero", "");
        assertThat(source.resolve("main.qml").toFile().setExecutable(true)).isTrue();

        CreatedPackage created = create();

        assertThat(created.warnings()).isEmpty();
        assertThat(entries()).containsExactly("--PACKAGE-HEADER--", "info.yaml", "icon.png", "a", "a/b", "a/b/c.txt",
                "empty",
                "main.qml*", "zero", "--PACKAGE-FOOTER--");
        InspectedPackage inspected = inspect();
        assertThat(inspected.id()).isEqualTo("hello.world");
        assertThat(inspected.digest()).isEqualTo(created.metadata().footer().digest());
        assertThat(inspected.headerId()).isEqualTo("hello.world");
    }

    @Test
    void theSpaceIsEstimatedAsTheOriginalDoes() throws Exception {
        // given three files of less than a KiB, as in the original's sample package
        assertThat(create().metadata().header().diskSpaceUsed()).isEqualTo(574_464);
    }

    @Test
    void theSameDirectoryGivesTheSameBytes() throws Exception {
        create();
        byte[] first = Files.readAllBytes(target);
        Files.setLastModifiedTime(source.resolve("main.qml"), FileTime.fromMillis(0));

        create();

        assertThat(Files.readAllBytes(target)).isEqualTo(first);
    }

    @Test
    void metaDataAreWritten() throws Exception {
        var extra = YamlValue.Fields.of(Map.of("free", new YamlValue.Text("x")));
        var signed = YamlValue.Fields.of(Map.of("signed", YamlValue.Whole.of(7)));

        CreatedPackage created = PackageCreation.create(source, target, extra, signed);

        assertThat(created.metadata().header().extra()).isEqualTo(extra);
        assertThat(created.metadata().header().extraSigned()).isEqualTo(signed);
        assertThat(inspect().digest()).isNotEqualTo(create().metadata().footer().digest());
    }

    @Test
    void linksAndHiddenFilesAndThePackageItselfAreLeftOut() throws Exception {
        target = source.resolve("hello.ampkg");
        write(".git/config", "secret");
        Files.createSymbolicLink(source.resolve("link"), Path.of("main.qml"));
        Files.createSymbolicLink(source.resolve("dangling"), Path.of("nowhere"));
        create();

        CreatedPackage created = create();

        assertThat(created.warnings()).containsExactly("hidden files are left out (found: .git)",
                "sym-links are not supported (found: dangling -> nowhere)",
                "sym-links are not supported (found: link -> main.qml)");
        assertThat(entries()).containsExactly("--PACKAGE-HEADER--", "info.yaml", "icon.png", "main.qml",
                "--PACKAGE-FOOTER--");
    }

    @Test
    void namesAreComposed() throws Exception {
        Path decomposed = source.resolve("a\u0308");
        Files.writeString(decomposed, "x");
        create();
        assertThat(entries()).contains("\u00e4");

        Files.writeString(source.resolve("\u00e4"), "y");
        assertRefused("have the same name once composed");
    }

    @Test
    void anOldManifestIsWarnedOf() throws Exception {
        write("info.yaml", """
                formatType: am-application
                formatVersion: 1
                ---
                id: old
                icon: icon.png
                name: { en: Old }
                code: main.qml
                runtime: qml
                """);

        assertThat(create().warnings()).singleElement().asString()
                .contains("old format (type 'am-application', version '1')");
    }

    @Test
    void whatTheOriginalRefusesIsRefused() throws Exception {
        write("sub/--PACKAGE-x", "");
        assertRefused("file names starting with --PACKAGE- are reserved by the packager (found: sub/--PACKAGE-x)");
        Files.delete(source.resolve("sub/--PACKAGE-x"));
        write("--x", "");
        assertRefused("reserved in the root of a package (found: --x)");
        Files.delete(source.resolve("--x"));
        write("info.yaml", MadePackage.INFO.replace("main.qml", "../source/main.qml"));
        create();
        write("info.yaml", MadePackage.INFO.replace("main.qml", "../made"));
        assertRefused("missing the file referenced by the 'code' field for application 'hello.world'");
        write("info.yaml", MadePackage.INFO.replace("main.qml", "other.qml"));
        assertRefused("missing the file referenced by the 'code' field for application 'hello.world' (other.qml)");
        write("info.yaml", MadePackage.INFO.replace("main.qml", "':/in/the/runtime'"));
        create();
        write("info.yaml", MadePackage.INFO.replace("icon.png", "other.png"));
        assertRefused("missing the file referenced by the 'icon' field (other.png)");
        write("info.yaml", MadePackage.INFO.replace("icon.png", "sub/icon.png"));
        assertRefused("root directory");
        write("info.yaml", MadePackage.INFO.replace("applications:", "other:"));
        assertRefused("Failed to parse manifest file");
        Files.delete(source.resolve("info.yaml"));
        assertRefused("could not read manifest file");
        source = source.resolve("main.qml");
        assertRefused("is not a directory");
    }

    @Test
    void aFailureLeavesWhatWasThere() throws Exception {
        create();
        byte[] before = Files.readAllBytes(target);
        Files.delete(source.resolve("icon.png"));

        assertRefused("icon");

        assertThat(Files.readAllBytes(target)).isEqualTo(before);
        try (var files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    private void assertRefused(String words) {
        assertThatThrownBy(this::create).isInstanceOf(PackageException.class).hasMessageContaining(words);
    }

    private CreatedPackage create() throws Exception {
        return PackageCreation.create(source, target, null, null);
    }

    private InspectedPackage inspect() throws Exception {
        try (InputStream file = Files.newInputStream(target)) {
            return new PackageInspector(PackageLimits.DEFAULT).inspect(file);
        }
    }

    private List<String> entries() throws Exception {
        var names = new ArrayList<String>();
        try (InputStream file = Files.newInputStream(target);
                var archive = new PackageArchive(file, PackageLimits.DEFAULT)) {
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                names.add(entry.name() + (entry.executable() && entry.kind() == ArchiveEntry.Kind.FILE ? "*" : ""));
            }
        }
        return names;
    }

    private void write(String name, String content) throws IOException {
        Path file = source.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}

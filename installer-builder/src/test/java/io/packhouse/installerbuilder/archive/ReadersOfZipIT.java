package io.packhouse.installerbuilder.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.tools.FileTree;
import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** Custom zip installers, made of bases by several zip writers, as the zip readers of this world see them. */
class ReadersOfZipIT {

    private static final String NAME = "seattle/seattle_repy/vesselinfo";
    private static final byte[] INFO = ("Percent 80\nOwner 12345 54321\nUser 12345 54321\nPercent 20\n"
            + "Owner 65537 1000000007").getBytes(US_ASCII);

    @TempDir
    Path directory;
    private Path original;
    private Artifact artifact;
    private Path built;

    /** A reader: how it tests, lists names in order, and unpacks into the current folder. */
    enum Reader {
        UNZIP("unzip", List.of("unzip", "-tq"), List.of("unzip", "-Z1"), List.of("unzip", "-q")), BSDTAR("bsdtar",
                List.of("bsdtar", "-tf"), List.of("bsdtar", "-tf"), List.of("bsdtar", "-xpf")), BSDTAR_STREAM("bsdtar",
                        List.of("sh", "-c", "bsdtar -tf - < \"$0\""), List.of("sh", "-c", "bsdtar -tf - < \"$0\""),
                        List.of("sh", "-c", "bsdtar -xpf - < \"$0\"")), BUSYBOX("busybox", List.of("busybox", "unzip", "-t"),
                                List.of("sh", "-c",
                                        "busybox unzip -l \"$0\" | sed -n -e 's/^.*[0-9][0-9]:[0-9][0-9]:*[0-9]*  *//p'"),
                                List.of("busybox", "unzip", "-q")), SEVEN_Z("7z", List.of("7z", "t"),
                                        List.of("sh", "-c",
                                                "7z l -ba -slt \"$0\" | sed -n -e 's/^Path = //p' | tr '\\\\' '/'"),
                                        List.of("7z", "x", "-y")), PYTHON("python3",
                                                List.of("python3", "-m", "zipfile", "-t"), List.of("python3", "-c", """
                                                        import sys, zipfile
                                                        z = zipfile.ZipFile(sys.argv[1])
                                                        assert z.testzip() is None
                                                        print('\\n'.join(z.namelist()))"""),
                                                List.of("python3", "-c",
                                                        "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall()"));

        private final String program;
        private final List<String> test;
        private final List<String> list;
        private final List<String> unpack;

        Reader(String program, List<String> test, List<String> list, List<String> unpack) {
            this.program = program;
            this.test = test;
            this.list = list;
            this.unpack = unpack;
        }
    }

    /** A writer of bases, from the folder {@code seattle}. */
    enum Writer {
        PYTHON("python3", "python3 -m zipfile -c \"$0\" seattle"), PYTHON_WITHOUT_FOLDERS("python3", """
                python3 - "$0" <<'end'
                import os, sys, zipfile
                z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
                z.comment = b'made without folders'
                for folder, _, files in sorted(os.walk('seattle')):
                    for name in sorted(files):
                        z.write(os.path.join(folder, name))
                z.close()
                end"""), BSDTAR("bsdtar", "bsdtar --format zip -cf \"$0\" seattle"), SEVEN_Z("7z",
                "7z a -tzip \"$0\" seattle");

        private final String program;
        private final String script;

        Writer(String program, String script) {
            this.program = program;
            this.script = script;
        }
    }

    private void build(Writer writer) throws Exception {
        Tool.need(writer.program);
        Path tree = Files.createDirectories(directory.resolve("made"));
        Files.createDirectories(tree.resolve("seattle/seattle_repy"));
        Tool.run(tree, "sh", "-c", """
                printf '@echo off\\r\\n' > seattle/install.bat && chmod 755 seattle/install.bat
                head -c 300000 /dev/urandom > seattle/seattle_repy/noise
                seq 1 20000 > seattle/seattle_repy/numbers && : > seattle/seattle_repy/empty""").ok();
        original = directory.resolve("base.zip");
        Tool.run(tree, "sh", "-c", writer.script, original.toString()).ok();

        var builds = new Builds(directory);
        artifact = builds.base(Platform.WINDOWS, Files.readAllBytes(original)).build(Platform.WINDOWS, INFO, Builds.TIME);
        built = Files.write(directory.resolve("built.zip"), builds.content(artifact));
    }

    @ParameterizedTest
    @CsvSource({"UNZIP,PYTHON", "UNZIP,PYTHON_WITHOUT_FOLDERS", "UNZIP,BSDTAR", "UNZIP,SEVEN_Z", "BSDTAR,PYTHON",
            "BSDTAR,SEVEN_Z", "BSDTAR_STREAM,PYTHON", "BSDTAR_STREAM,BSDTAR", "BUSYBOX,PYTHON", "BUSYBOX,SEVEN_Z",
            "SEVEN_Z,PYTHON", "SEVEN_Z,PYTHON_WITHOUT_FOLDERS", "SEVEN_Z,BSDTAR", "PYTHON,PYTHON", "PYTHON,BSDTAR",
            "PYTHON,SEVEN_Z"})
    void seesTheBaseAndThenTheVesselinfo(Reader reader, Writer writer) throws Exception {
        // given
        Tool.need(reader.program);
        build(writer);
        List<String> names = new ArrayList<>(listed(reader, original));
        names.add(NAME);
        Map<String, String> expected = unpacked(reader, original, "expected");

        // when
        List<String> listed = listed(reader, built);
        Map<String, String> tree = unpacked(reader, built, "actual");

        // then
        Tool.run(directory, with(reader.test, built)).ok();
        assertThat(listed).isEqualTo(names).hasSizeGreaterThan(4).noneMatch(name -> name.startsWith("./"));
        assertThat(Files.readAllBytes(directory.resolve("actual").resolve(NAME))).isEqualTo(INFO);
        assertThat(tree.remove(NAME)).startsWith("rw-r--r-- ");
        assertThat(tree).isEqualTo(expected).hasSizeGreaterThan(4);
        assertThat(Tool.run(directory, "sha256sum", built.toString()).ok()).startsWith(artifact.sha256() + " ");
    }

    private List<String> listed(Reader reader, Path archive) throws Exception {
        return Tool.run(directory, with(reader.list, archive)).lines();
    }

    private Map<String, String> unpacked(Reader reader, Path archive, String into) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(into));
        Tool.run(folder, with(reader.unpack, archive)).ok();
        return FileTree.of(folder);
    }

    private static String[] with(List<String> command, Path archive) {
        List<String> whole = new ArrayList<>(command);
        whole.add(archive.toString());
        return whole.toArray(String[]::new);
    }
}

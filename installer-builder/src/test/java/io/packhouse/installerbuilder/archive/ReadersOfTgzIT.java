package io.packhouse.installerbuilder.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.tools.FileTree;
import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** Custom tgz installers, made of a base by GNU tar, as the tar readers of this world see them. */
class ReadersOfTgzIT {

    private static final String NAME = "seattle/seattle_repy/vesselinfo";
    private static final byte[] INFO = "Percent 80\nOwner 12345 54321\nPercent 20\nOwner 65537 1000000007"
            .getBytes(US_ASCII);

    @TempDir
    Path directory;
    private Path original;
    private Artifact artifact;
    private Path built;

    /** A reader: how it lists names in order, and how it unpacks into the current folder. */
    enum Reader {
        GNU_TAR("tar", List.of("tar", "tzf"), List.of("tar", "xzpf")), BSDTAR("bsdtar", List.of("bsdtar", "-tf"),
                List.of("bsdtar", "-xpf")), BUSYBOX("busybox", List.of("busybox", "tar", "tzf"),
                        List.of("busybox", "tar", "xzpf")), PYTHON("python3", List.of("python3", "-c",
                                """
                                        import sys, tarfile
                                        print('\\n'.join(m.name + ('/' if m.isdir() else '') for m in tarfile.open(sys.argv[1])))"""),
                                List.of("python3", "-c",
                                        "import sys, tarfile; tarfile.open(sys.argv[1]).extractall()")), PYTHON_STREAM(
                                                "python3",
                                                List.of("python3", "-c",
                                                        """
                                                                import sys, tarfile
                                                                print('\\n'.join(m.name + ('/' if m.isdir() else '') for m in tarfile.open(sys.argv[1], 'r|gz')))"""),
                                                List.of("python3", "-c",
                                                        "import sys, tarfile; tarfile.open(sys.argv[1], 'r|gz').extractall()")), GZIP_AND_7Z(
                                                                "7z",
                                                                List.of("sh", "-c",
                                                                        "gzip -dc \"$0\" > a.tar && 7z l -ba -slt a.tar"
                                                                                + " | sed -n -e 's/^Path = //p' | tr '\\\\' '/'"),
                                                                List.of("sh", "-c",
                                                                        "gzip -dc \"$0\" > ../a.tar && 7z x -y ../a.tar"));

        private final String program;
        private final List<String> list;
        private final List<String> unpack;

        Reader(String program, List<String> list, List<String> unpack) {
            this.program = program;
            this.list = list;
            this.unpack = unpack;
        }
    }

    @BeforeEach
    void build() throws Exception {
        Tool.need("tar");
        Path tree = Files.createDirectories(directory.resolve("made"));
        Path inner = Files.createDirectories(tree.resolve("seattle/seattle_repy"));
        Tool.run(tree, "sh", "-c", """
                echo '#!/bin/sh' > seattle/install.sh && chmod 755 seattle/install.sh
                head -c 300000 /dev/urandom > seattle/seattle_repy/noise
                printf secret > seattle/seattle_repy/private && chmod 600 seattle/seattle_repy/private
                : > seattle/seattle_repy/empty && ln -s private seattle/seattle_repy/link
                long=$(printf 'long_%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25)
                echo x > seattle/seattle_repy/$long""").ok();
        assertThat(inner.resolve("link")).exists();
        original = directory.resolve("base.tgz");
        Tool.run(tree, "tar", "czf", original.toString(), "--numeric-owner", "seattle").ok();

        var builds = new Builds(directory);
        artifact = builds.base(Platform.LINUX, Files.readAllBytes(original)).build(Platform.LINUX, INFO, Builds.TIME);
        built = Files.write(directory.resolve("built.tgz"), builds.content(artifact));
    }

    @ParameterizedTest
    @EnumSource
    void listsTheBaseInItsOrderAndThenTheVesselinfo(Reader reader) throws Exception {
        // given
        Tool.need(reader.program);
        List<String> expected = new ArrayList<>(listed(reader, original));
        expected.add(NAME);

        // when
        List<String> names = listed(reader, built);

        // then
        assertThat(names).isEqualTo(expected).noneMatch(name -> name.startsWith("./"));
    }

    @ParameterizedTest
    @EnumSource
    void unpacksTheBaseAndTheVesselinfoToTheByte(Reader reader) throws Exception {
        // given
        Tool.need(reader.program);
        Map<String, String> expected = unpacked(reader, original, "expected");

        // when
        Map<String, String> tree = unpacked(reader, built, "actual");

        // then
        assertThat(Files.readAllBytes(directory.resolve("actual").resolve(NAME))).isEqualTo(INFO);
        assertThat(tree.remove(NAME)).startsWith("rw-r--r-- ");
        assertThat(tree).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void carriesTheDigestThatSha256sumFinds() throws Exception {
        // given
        Tool.need("sha256sum");

        // when
        String sum = Tool.run(directory, "sha256sum", built.toString()).ok();

        // then
        assertThat(sum).startsWith(artifact.sha256() + " ");
    }

    @Test
    void passesGzipsOwnTest() throws Exception {
        // given
        Tool.need("gzip");

        // when / then
        assertThat(Tool.run(directory, "gzip", "-tv", built.toString()).ok()).contains("OK");
    }

    @Test
    void showsOwnersModesAndTimesAsTheBaseHasThem() throws Exception {
        // when: GNU tar's long listing, numbers for owners
        List<String> before = Tool.run(directory, "tar", "tvzf", original.toString(), "--numeric-owner", "--utc").lines();
        List<String> after = Tool.run(directory, "tar", "tvzf", built.toString(), "--numeric-owner", "--utc").lines();

        // then
        assertThat(after).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 1);
        assertThat(after.getLast()).matches("-rw-r--r-- 0/0 +" + INFO.length + " 2026-11-21 10:11 " + NAME);
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

package io.packhouse.repackager.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Names that no archive may have, read or written, and names that may not stand beside each other. */
class HostileNamesTest {

    private static final String PARTS = "has an empty part, '.' or '..' in its path";
    private static final String ABSOLUTE = "has an absolute path; names are relative paths";
    private static final String BACKSLASH = "has a backslash in its name; the parts of a path are separated by /";
    private static final String CONTROL = "has control characters in its name";

    @TempDir
    Path directory;

    static Stream<Arguments> names() {
        return Stream.of(Arguments.of("../x", PARTS), Arguments.of("a/../../x", PARTS), Arguments.of("..", PARTS),
                Arguments.of("../", PARTS), Arguments.of("a/..", PARTS), Arguments.of("./x", PARTS),
                Arguments.of("a//x", PARTS),
                Arguments.of("a//", PARTS), Arguments.of("/etc/passwd", ABSOLUTE), Arguments.of("/", ABSOLUTE),
                Arguments.of("//server/share", ABSOLUTE), Arguments.of("C:/x", ABSOLUTE), Arguments.of("c:x", ABSOLUTE),
                Arguments.of("C:\\x", BACKSLASH), Arguments.of("\\\\server\\share", BACKSLASH),
                Arguments.of("a\\..\\x", BACKSLASH), Arguments.of("a\0.js", CONTROL), Arguments.of("a\n.js", CONTROL),
                Arguments.of("a\u007f", CONTROL), Arguments.of("a\u0085", CONTROL), Arguments.of("a\u2028b", CONTROL));
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesThemReadAndWritten(String name, String why) throws Exception {
        // given
        String sentence = "The XPI has the entry " + Refusal.shown(name) + " that " + why;

        // when / then
        assertRefused(RawZip.of(stored(name, "")).bytes(), sentence);
        assertNotWritten(sentence, name);
    }

    @Test
    void refusesEmptyNames() throws Exception {
        assertRefused(RawZip.of(stored("", "")).bytes(), "The XPI has an entry without a name");
        assertNotWritten("The XPI has an entry without a name", "");
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(new byte[]{'a', (byte) 0xff}, new byte[]{(byte) 0xc0, (byte) 0xaf},
                new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[]{'g', 'r', (byte) 0x81, 'n'});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void refusesNamesThatAreNotUtf8(byte[] name) throws Exception {
        // given: with the flag that promises UTF-8 and without
        for (int flags : new int[]{0, 0x800}) {
            byte[] file = RawZip.of(stored("", "").named(name).flagged(flags)).bytes();

            // when / then
            assertThatThrownBy(() -> open(file)).isInstanceOf(FailureException.class)
                    .hasMessageMatching("The XPI has the entry '.+' that has a name that is not UTF-8");
        }
    }

    static Stream<Arguments> meetings() {
        String fold = ", whose names are the same where case or Unicode forms do not count";
        return Stream.of(Arguments.of(List.of("a", "b", "a"), "has two entries 'a'"),
                Arguments.of(List.of("a/", "b", "a/"), "has two entries 'a/'"),
                Arguments.of(List.of("Main.js", "main.JS"), "has the entries 'Main.js' and 'main.JS'" + fold),
                Arguments.of(List.of("\u00e9", "e\u0301"), "has the entries '?' and 'e?'" + fold),
                Arguments.of(List.of("\u00c9", "e\u0301"), "has the entries '?' and 'e?'" + fold),
                Arguments.of(List.of("stra\u00dfe", "STRASSE"), "has the entries 'stra?e' and 'STRASSE'" + fold),
                Arguments.of(List.of("a\u212a", "ak"), "has the entries 'a?' and 'ak'" + fold),
                Arguments.of(List.of("a", "a/"), "has the entries 'a' and 'a/'" + fold),
                Arguments.of(List.of("a", "a/b"), "has the entry 'a' that is a file, and a directory for 'a/b'"),
                Arguments.of(List.of("a/b", "x", "a-", "a", "a!"),
                        "has the entry 'a' that is a file, and a directory for 'a/b'"),
                Arguments.of(List.of("x/y", "X"), "has the entry 'X' that is a file, and a directory for 'x/y'"),
                Arguments.of(List.of("x/y/z/1", "x/y"), "has the entry 'x/y' that is a file, and a directory for 'x/y/z/1'"),
                Arguments.of(List.of("lib/a", "lib-/x", "Lib/b"), "has the entries 'lib/a' and 'Lib/b'" + fold),
                Arguments.of(List.of("Lib/", "lib/b"), "has the entries 'Lib/' and 'lib/b'" + fold),
                Arguments.of(List.of("x/Lib/1/", "x/lib/2/"), "has the entries 'x/Lib/1/' and 'x/lib/2/'" + fold));
    }

    @ParameterizedTest
    @MethodSource("meetings")
    void refusesNamesThatMeet(List<String> names, String why) throws Exception {
        assertRefused(RawZip.of(names.stream().map(name -> stored(name, "")).toArray(RawEntry[]::new)).bytes(),
                "The XPI " + why);
        assertNotWritten("The XPI " + why, names.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "...", "ab:c", "con", "a b", "~", "-", "\u00e9.js", "\ud83d\ude00.png", "a/b/",
            ".hidden"})
    void takesUnusualNames(String name) throws Exception {
        // when / then
        try (var archive = open(RawZip.of(stored("z", ""), stored(name, "")).bytes())) {
            assertThat(archive.find(name)).isPresent();
        }
    }

    @Test
    void takesNamesThatAreNeighboursOnly() throws Exception {
        // given
        var names = List.of("a/", "a/b", "a-", "a!", "a.js", "a/b-/c", "A.css", "b/a", "lib/x", "lib/y/", "lib/y/1");

        // when / then
        try (var archive = open(
                RawZip.of(names.stream().map(name -> stored(name, "")).toArray(RawEntry[]::new)).bytes())) {
            assertThat(archive.entries()).extracting(XpiEntry::name).containsExactlyElementsOf(names);
        }
    }

    private XpiArchive open(byte[] file) throws Exception {
        return XpiArchive.open(Files.write(directory.resolve("hostile.xpi"), file), ArchiveLimits.DEFAULT);
    }

    private void assertRefused(byte[] file, String sentence) {
        assertThatThrownBy(() -> open(file)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.INVALID_REQUEST)).hasMessage(sentence);
    }

    private static void assertNotWritten(String sentence, String... names) {
        var entries = Arrays.stream(names).map(name -> new NewEntry(name, Content.of("".getBytes(UTF_8)))).toList();
        assertThatThrownBy(() -> XpiWriter.write(java.io.OutputStream.nullOutputStream(), entries, Copies.CHECKED))
                .isInstanceOf(FailureException.class).hasMessage(sentence);
    }
}

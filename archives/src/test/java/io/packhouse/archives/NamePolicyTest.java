package io.packhouse.archives;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.archives.ZipFault.Kind;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NamePolicyTest {

    @TempDir
    Path directory;

    private static RawZip zip(String... names) {
        return RawZip.of(Stream.of(names).map(name -> RawEntry.stored(name, "")).toArray(RawEntry[]::new));
    }

    @ParameterizedTest
    @CsvSource({"a.class,A.class,ALIKE", "é,e\u0301,ALIKE", "dir/x,DIR/y,ALIKE", "a,a/b,FILE_AND_DIRECTORY",
            "a/B,a/b/c,FILE_AND_DIRECTORY"})
    void names_that_meet_on_some_system_are_refused_or_left_to_the_taker(String first, String second, Kind kind)
            throws Exception {
        for (String[] names : new String[][]{{first, second}, {second, "z", first}}) {
            assertThatThrownBy(() -> Refusing.open(directory, zip(names), Refusing.rules(NamePolicy.APART_EVERYWHERE)))
                    .isInstanceOfSatisfying(Refusing.Refused.class, e -> {
                        assertThat(e.fault().kind()).isEqualTo(kind);
                        assertThat(e.fault().names()).containsExactlyInAnyOrder(first, second);
                    });
            try (var archive = Refusing.open(directory, zip(names), Refusing.rules(NamePolicy.NEVER_TWICE))) {
                assertThat(archive.entries()).extracting(ArchiveEntry::name).containsExactly(names);
                assertThat(EntryNames.meeting(Arrays.asList(names))).isPresent();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"a,a", "a/,a/", "a,a/", "a/,a"})
    void no_policy_takes_a_name_twice(String first, String second) {
        for (NamePolicy policy : NamePolicy.values()) {
            assertThatThrownBy(() -> Refusing.open(directory, zip(first, "b", second), Refusing.rules(policy)))
                    .isInstanceOfSatisfying(Refusing.Refused.class,
                            e -> assertThat(e.fault().kind()).isIn(Kind.TWICE, Kind.ALIKE));
        }
    }

    @Test
    void neighbours_do_not_meet() throws Exception {
        String[] names = {"a/", "a/b", "a-", "a!", "A.css", "b/a", "x/y/", "x/y/1"};
        try (var archive = Refusing.open(directory, zip(names), Refusing.rules(NamePolicy.APART_EVERYWHERE))) {
            assertThat(archive.entries()).hasSize(names.length);
        }
    }
}

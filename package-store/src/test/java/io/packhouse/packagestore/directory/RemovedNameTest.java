package io.packhouse.packagestore.directory;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.Catalogue;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Which packages a file in {@code remove/} means. */
class RemovedNameTest {

    private final Catalogue catalogue = new Catalogue();

    RemovedNameTest() {
        add("hello", "");
        add("hello", "linux_x86_64");
        add("hello_linux", "x86_64");
        add("a.ampkg", "");
    }

    private void add(String id, String architecture) {
        catalogue.fold(new CatalogueRecord.Uploaded(JobId.random(), Instant.EPOCH, "test",
                new PackageFacts(new PackageKey(id, architecture), "", Map.of(), Map.of(), List.of(),
                        new BlobRef("0".repeat(64), 1), null, "0".repeat(64), 1, null),
                null));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"hello, hello_all hello_linux_x86_64", "hello.ampkg, hello_all hello_linux_x86_64",
            "hello_all, hello_all", "hello_all.ampkg, hello_all",
            "hello_linux_x86_64, hello_linux_x86_64 hello_linux_x86_64",
            "hello_linux, hello_linux_x86_64", "Hello, -", "hello_, -", "hello_x86_64, -", "a.ampkg, -",
            "a.ampkg.ampkg, a.ampkg_all", "_all, -"})
    void meansAnIdOrAnIdWithAnArchitecture(String name, String files) {
        List<String> meant = RemovedName.of(name).match(catalogue).stream()
                .map(key -> key.fileName().replaceFirst("\\.ampkg$", "")).toList();

        assertThat(meant).isEqualTo(files == null ? List.of() : List.of(files.split(" ")));
    }

    @Test
    void aNameMayMeanPackagesOfSeveralIds() {
        assertThat(RemovedName.of("hello_linux_x86_64").match(catalogue))
                .containsExactly(new PackageKey("hello", "linux_x86_64"), new PackageKey("hello_linux", "x86_64"));
    }
}

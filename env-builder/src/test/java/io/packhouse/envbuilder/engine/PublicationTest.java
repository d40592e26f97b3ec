package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.PublishedFile;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PublicationTest {

    @TempDir
    private Path directory;
    private Workbench bench;

    @BeforeEach
    void begin() {
        Workbench store = new Workbench(directory);
        bench = new Workbench(directory, store.files("http.file"), TestKind.of("maven.file", call -> {
            Value.Blob blob = store.file("lib", call.with().text("content"));
            return new Value.Blob(blob.content(), blob.sha1(), blob.sha512(), List.of(call.with().text("link")),
                    blob.facts());
        }), TestKind.of("table.lookup", call -> call.data("data/x")));
    }

    @Test
    void a_file_is_known_by_its_name_and_its_digests() throws Exception {
        JsonNode file = bench.build(recipe("both", "https://m.org/a/lib-1.jar"), "client:").json().path("files").path(0);

        PublishedFile known = at(PublishedFile.keyByName("org.example", "loom", "1.0", "lib"));
        assertThat(known.name()).isEqualTo("lib-1.jar");
        assertThat(known.links()).containsExactly("https://m.org/a/lib-1.jar");
        assertThat(known.isServed()).isTrue();
        assertThat(bench.text(known.content())).isEqualTo("x");
        for (String algorithm : List.of("sha1", "sha256", "sha512")) {
            assertThat(at(PublishedFile.keyByHash(algorithm, file.path("hashes").path(algorithm).asText())))
                    .isEqualTo(known);
        }
        assertThat(bench.objects.list("published/")).hasSize(4);
    }

    @Test
    void what_is_known_never_becomes_less() throws Exception {
        bench.build(recipe("link", "https://m.org/lib.jar"), "client:");
        String name = PublishedFile.keyByName("org.example", "loom", "1.0", "lib");
        assertThat(at(name).isServed()).isFalse();

        bench.build(recipe("both", "https://n.org/lib.jar"), "client:");
        bench.build(recipe("link", "https://m.org/lib.jar"), "client:");

        assertThat(at(name).isServed()).isTrue();
        assertThat(at(name).links()).containsExactly("https://m.org/lib.jar", "https://n.org/lib.jar");
        assertThat(at(PublishedFile.keyByHash("sha512", at(name).sha512()))).isEqualTo(at(name));
    }

    @Test
    void what_is_published_nowhere_is_not_known() throws Exception {
        bench.build(recipe("none", "https://m.org/lib.jar"), "client:");

        assertThat(bench.objects.list("published/")).isEmpty();
    }

    @Test
    void another_content_under_the_same_name_gets_another_name() throws Exception {
        String recipe = "HEAD,'steps':[{'id':'a','kind':'table.lookup','with':{'table':'data/x'}}],"
                + "'files':[{'qualifier':'a','from':'${steps.a}','publish':'mirror'}]}";
        bench.data("data/x", "old");
        bench.build(recipe, "client:");
        bench.data("data/x", "new");

        JsonNode file = bench.build(recipe, "client:").json().path("files").path(0);

        assertThat(file.path("qualifier").asText())
                .isEqualTo("a-" + file.path("hashes").path("sha1").asText().substring(0, 10));
        assertThat(bench.text(at(PublishedFile.keyByName("org.example", "loom", "1.0", file.path("qualifier").asText()))
                .content())).isEqualTo("new");
        assertThat(bench.text(at(PublishedFile.keyByName("org.example", "loom", "1.0", "a")).content())).isEqualTo("old");
    }

    @Test
    void one_sha1_is_one_content() throws Exception {
        Value.Blob file = bench.file("x", "\"x\"");
        var other = new PublishedFile("other", List.of(), file.sha1(), "d".repeat(128), new BlobRef("e".repeat(64), 1), true,
                null);
        bench.objects.createOnce(PublishedFile.keyByHash("sha1", file.sha1()), Json.write(other), Durability.PROCESS);

        Failure failure = catchThrowableOfType(FailureException.class, () -> bench.build("""
                HEAD,'steps':[{'id':'a','kind':'http.file','with':{'content':'x'}}],
                 'files':[{'qualifier':'a','from':'${steps.a}','publish':'mirror'}]}""", "client:")).failure();

        assertThat(failure).isEqualTo(new Failure(Failure.Code.INTERNAL, "another content than " + file.content().sha256()
                + " is published under the SHA-1 " + file.sha1()));
        assertThat(at(PublishedFile.keyByHash("sha1", file.sha1()))).isEqualTo(other);
        assertThat(bench.objects.list("published/")).hasSize(1);
    }

    @Test
    void a_download_has_a_plain_name() throws Exception {
        for (String link : List.of("https://m.org/", "https://m.org/..", "https://m.org/a:b")) {
            JsonNode file = bench.build(recipe("link", link).replace("'x'", "'" + link + "'"), "client:").json()
                    .path("files")
                    .path(0);
            assertThat(at(PublishedFile.keyByHash("sha1", file.path("hashes").path("sha1").asText())).name()).as(link)
                    .isEqualTo("lib");
        }
    }

    private static String recipe(String publish, String link) {
        return "HEAD,'steps':[{'id':'a','kind':'maven.file','with':{'content':'x','link':'" + link + "'}}],"
                + "'files':[{'qualifier':'lib','from':'${steps.a}','publish':'" + publish + "'}]}";
    }

    private PublishedFile at(String key) throws IOException {
        return Json.read(bench.objects.get(key).orElseThrow(() -> new IOException("nothing at " + key)),
                PublishedFile.class);
    }
}

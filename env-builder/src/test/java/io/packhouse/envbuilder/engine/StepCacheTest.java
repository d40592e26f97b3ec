package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class StepCacheTest {

    private static final String KEY = "k".repeat(64);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;
    private ObjectStore objects;
    private StepCache cache;
    private Instant now = Instant.parse("2026-01-01T10:20:00Z");

    @BeforeEach
    void begin() {
        objects = new FileObjectStore(directory);
        cache = new StepCache(objects, () -> now);
    }

    @Test
    void every_kind_of_value_comes_back_as_it_was() throws IOException {
        Value.Blob blob = blob("x").with(json().put("is", "blob").put("name", "lib"));
        List<Value> values = List.of(blob, new Value.Tree(new TreeMap<>(Map.of("a/b.jar", blob, "c", blob("y")))),
                new Value.Json(json().put("is", "text").set("deep", json().putNull("nothing"))), new Value.Text("é\u0000\""),
                new Value.ListOf(List.of(new Value.Text("1"), blob, new Value.ListOf(List.of()))),
                new Value.Fields(new TreeMap<>(Map.of("is", new Value.Text("json"), "f", blob))),
                new Value.Json(JsonNodeFactory.instance.numberNode(3)), new Value.Json(JsonNodeFactory.instance.nullNode()));
        for (Value value : values) {
            cache.keep(value.digest(), new StepResult(value));
            assertThat(cache.find(value.digest()).map(CacheEntry::result)).contains(new StepResult(value));
        }
        Value.Blob linked = new Value.Blob(blob.content(), blob.sha1(), blob.sha512(), List.of("https://e.org/x"), json());
        cache.keep(KEY, new StepResult(linked, "\"etag\""));
        assertThat(cache.find(KEY).map(CacheEntry::result)).contains(new StepResult(linked, "\"etag\""));
    }

    @Test
    void the_first_decides() throws IOException {
        cache.keep(KEY, new StepResult(new Value.Text("first")));

        assertThat(cache.keep(KEY, new StepResult(new Value.Text("second"))).result().value())
                .isEqualTo(new Value.Text("first"));
        assertThat(cache.find(KEY).map(CacheEntry::result)).contains(new StepResult(new Value.Text("first")));
    }

    @Test
    void a_large_value_is_a_blob() throws IOException {
        Value large = new Value.Text("x".repeat(2 * CacheEntry.INLINE_LIMIT));

        cache.keep(KEY, new StepResult(large));

        assertThat(objects.get("steps/" + KEY)).hasValueSatisfying(bytes -> assertThat(bytes).hasSizeLessThan(500));
        assertThat(cache.find(KEY).map(CacheEntry::result)).contains(new StepResult(large));
        try (var blobs = Files.walk(directory.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        assertThat(cache.find(KEY)).isEmpty();
    }

    @Test
    void an_entry_whose_files_were_cleared_away_is_none_and_is_replaced() throws IOException {
        Value.Blob gone = blob("gone");
        cache.keep(KEY, new StepResult(new Value.ListOf(List.of(blob("there"), gone))));
        remove(gone.content());

        assertThat(cache.find(KEY)).isEmpty();

        Value other = new Value.ListOf(List.of(blob("there"), blob("new")));
        assertThat(cache.keep(KEY, new StepResult(other)).result().value()).isEqualTo(other);
        assertThat(cache.find(KEY).map(CacheEntry::result)).contains(new StepResult(other));
    }

    @Test
    void what_a_power_cut_left_is_none_and_is_replaced() throws IOException {
        for (String left : List.of("{", "\u0000\u0000", "null", "{}", "{\"value\":{\"is\":\"new\"}}", "[]")) {
            String key = new Value.Text(left).digest();
            objects.createOnce("steps/" + key, left.getBytes(UTF_8), Durability.PROCESS);

            assertThat(cache.find(key)).as(left).isEmpty();
            cache.keep(key, new StepResult(new Value.Text("whole")));
            assertThat(cache.find(key).map(CacheEntry::result)).as(left).contains(new StepResult(new Value.Text("whole")));
        }
    }

    @Test
    void what_was_fetched_is_fresh_for_its_time_and_known_afterwards() throws IOException {
        cache.keepFresh(KEY, HOUR, new StepResult(new Value.Text("old"), "tag"));

        now = now.plus(Duration.ofMinutes(59));
        assertThat(cache.findFresh(KEY, HOUR)).hasValueSatisfying(entry -> {
            assertThat(entry.result()).isEqualTo(new StepResult(new Value.Text("old"), "tag"));
            assertThat(entry.until()).isEqualTo("2026-01-01T11:20:00Z");
        });
        now = now.plus(Duration.ofMinutes(1));
        assertThat(cache.findFresh(KEY, HOUR)).isEmpty();
        assertThat(cache.findLast(KEY)).contains(new StepResult(new Value.Text("old"), "tag"));
        cache.keepFresh(KEY, HOUR, new StepResult(new Value.Text("new"), "tag2"));
        assertThat(cache.findFresh(KEY, HOUR).map(CacheEntry::result))
                .contains(new StepResult(new Value.Text("new"), "tag2"));
        assertThat(cache.findLast(KEY)).contains(new StepResult(new Value.Text("new"), "tag2"));
        now = now.plus(Duration.ofDays(1));
        assertThat(cache.findLast(KEY)).contains(new StepResult(new Value.Text("new"), "tag2"));
        cache.keepFresh(KEY, HOUR, new StepResult(new Value.Text("newer")));
        assertThat(objects.list("volatile/" + KEY + "/")).hasSize(1);
    }

    @Test
    void each_recipe_has_its_own_time() throws IOException {
        cache.keepFresh(KEY, HOUR, new StepResult(new Value.Text("old")));

        assertThat(cache.findFresh(KEY, Duration.ofMinutes(1))).isEmpty();
        assertThat(cache.findFresh(KEY, Duration.ZERO)).isEmpty();
        cache.keepFresh(KEY, Duration.ZERO, new StepResult(new Value.Text("new")));
        assertThat(cache.findFresh(KEY, Duration.ZERO)).isPresent();
        now = now.plusSeconds(1);
        assertThat(cache.findFresh(KEY, Duration.ZERO)).isEmpty();
    }

    private void remove(BlobRef blob) throws IOException {
        Files.delete(objects.localFile(blob.sha256()).orElseThrow());
    }

    private Value.Blob blob(String content) throws IOException {
        return BlobMaker.of(objects, content.getBytes(UTF_8));
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}

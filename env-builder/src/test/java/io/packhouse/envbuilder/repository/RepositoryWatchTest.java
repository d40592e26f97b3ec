package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.contracts.environments.RecipeBundle;
import io.packhouse.contracts.environments.RepositoryIndex;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RepositoryWatchTest {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<EnvironmentRepository> told = new CopyOnWriteArrayList<>();
    private ObjectStore objects;
    private SmallRepository repository;
    private boolean isStoreAway;
    private RepositoryWatch watch;

    @BeforeEach
    void open() throws IOException {
        objects = new FileObjectStore(directory.resolve("objects"));
        repository = SmallRepository.in(directory.resolve("repository"));
        watch = watch();
    }

    private RepositoryWatch watch() {
        BlobShelf shelf = BlobShelf.of(objects);
        BlobShelf blobs = bytes -> {
            if (isStoreAway) {
                throw new Failure(Failure.Code.UNAVAILABLE, "the object store is away").exception();
            }
            return shelf.keep(bytes);
        };
        var settings = new RepositorySettings(Optional.empty(), Duration.ofMillis(20), SmallRepository.LIMITS, Map.of());
        return new RepositoryWatch(repository.root(), settings, repository.reader(blobs), blobs, metrics, told::add);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void tells_of_documents_that_gateways_and_builders_find() throws IOException {
        watch.look(true);

        RepositoryIndex index = index();
        assertThat(index.aliases()).containsExactly(new RepositoryIndex.Alias("org.mirror", "loom", "org.example"));
        assertThat(text(index.addons().getFirst().meta())).isEqualTo("{\"addon\":{\"name\":\"Loom\"}}");
        RepositoryIndex.Version version = index.addons().getFirst().versions().getFirst();
        assertThat(new ManifestReader(false, ManifestReader.Namespaces.NONE).read(bytes(version.manifest())).relations())
                .as("a relation without a namespace has one now")
                .extracting(relation -> relation.addon().toString())
                .containsExactly("net.minecraft:minecraft", "org.example:shader");
        RecipeBundle bundle = Json.read(bytes(version.recipe()), RecipeBundle.class);
        assertThat(text(bundle.recipe())).isEqualTo(Files.readString(repository.root().resolve(SmallRepository.RECIPE)));
        assertThat(bundle.data()).containsOnlyKeys("data/table.json", "data/defaults/a.txt");
        assertThat(bundle.kinds()).isEqualTo(Map.of("http.json", 1, "table.lookup", 1, "zip.build", 2));
    }

    @Test
    void versions_are_in_their_order_whatever_directories_are_called() throws IOException {
        for (String version : List.of("1.10", "1.9", "1.0-rc1")) {
            repository.write("org.example/loom/" + version + "/manifest.json",
                    Files.readString(repository.root().resolve(SmallRepository.MANIFEST)).replace("\"1.0\"",
                            "\"" + version + "\"").replace("\"use_builder\": true,", ""));
        }
        watch.look(true);

        assertThat(index().addons().getFirst().versions()).extracting(RepositoryIndex.Version::version)
                .containsExactly("1.0-rc1", "1.0", "1.9", "1.10");
    }

    @Test
    void one_bad_file_takes_nothing_down() throws IOException {
        repository.write("org.example/other/1.0/manifest.json",
                Files.readString(repository.root().resolve(SmallRepository.MANIFEST)).replace("\"loom\"", "\"other\"")
                        .replace("\"use_builder\": true,", ""));
        watch.look(true);
        RepositoryIndex before = index();
        assertThat(watch.status().detail()).startsWith("2 versions of 2 add-ons in ").doesNotContain("error");

        repository.change(SmallRepository.RECIPE, "http.json", "http.jsno");
        repository.write("org.example/other/2.0/manifest.json",
                Files.readString(repository.root().resolve("org.example/other/1.0/manifest.json")).replace("\"1.0\"",
                        "\"2.0\""));
        look();

        assertThat(version("loom")).as("as it was").isEqualTo(before.addons().getFirst().versions().getFirst());
        assertThat(index().addons().get(1).versions()).as("what is new is served").hasSize(2);
        assertThat(watch.status().up()).isTrue();
        assertThat(watch.status().detail())
                .contains("errors: 1, the first: " + SmallRepository.RECIPE + ":11: error: /steps/1/kind");
        assertThat(metrics.get("packhouse.recipes.errors").gauge().value()).isOne();

        repository.write(SmallRepository.MANIFEST, "{");
        look();
        assertThat(version("loom")).isEqualTo(before.addons().getFirst().versions().getFirst());
    }

    @Test
    void a_house_that_works_with_another_repository_is_seen_and_not_overwritten() throws IOException {
        watch.look(true);
        watch.heard(told.getLast());
        assertThat(watch.status().detail()).doesNotContain("the house");

        var other = new EnvironmentRepository(new BlobRef("b2".repeat(32), 10));
        watch.heard(other);
        await().until(() -> metrics.get("packhouse.recipes.overruled").gauge().value() == 1);
        look();

        assertThat(watch.status().up()).isTrue();
        assertThat(watch.status().detail()).contains("b2".repeat(32), told.getLast().index().sha256());
        assertThat(told).as("it tells only what is new, or two would tell by turns for ever").hasSize(1);
        repository.write("README.md", "this directory is right");
        look();
        assertThat(told).as("until somebody touches its directory").hasSize(2).containsOnly(told.getFirst());
        watch.heard(told.getLast());
        assertThat(metrics.get("packhouse.recipes.overruled").gauge().value()).isZero();
    }

    @Test
    void what_is_bad_at_the_start_is_left_out() throws IOException {
        repository.change(SmallRepository.RECIPE, "http.json", "http.jsno");
        watch.look(true);
        assertThat(version("loom").recipe()).as("known, and not built").isNull();

        repository.write(SmallRepository.MANIFEST, "{");
        watch.close();
        watch = watch();
        watch.look(true);
        assertThat(index().addons()).isEmpty();
    }

    @Test
    void a_recipe_that_does_not_fit_a_new_manifest_leaves_the_version_as_it_was() throws IOException {
        watch.look(true);
        RepositoryIndex before = index();
        repository.change(SmallRepository.MANIFEST, "\"id\": \"shader\"", "\"id\": \"shade\"");
        look();

        assertThat(index()).isEqualTo(before);
        assertThat(watch.status().detail()).contains("but neither an input nor ignored");
    }

    @Test
    void what_is_removed_is_gone() throws IOException {
        watch.look(true);
        repository.delete(SmallRepository.MANIFEST);
        look();

        assertThat(index().addons()).isEmpty();
    }

    @Test
    void nothing_is_written_or_told_when_nothing_changed() throws IOException {
        watch.look(true);
        List<String> before = stored();
        repository.change(SmallRepository.TABLE, "{}", "[]");
        repository.write("org.example/loom/data/unused.txt", "nobody names it");
        look();
        assertThat(told).as("the table is a part of the bundle").hasSize(2);
        assertThat(stored()).as("table, bundle, index").hasSize(before.size() + 3);

        repository.write("org.example/loom/data/unused.txt", "still nobody");
        look();
        assertThat(told).as("it changes nothing").hasSize(2);

        repository.change(SmallRepository.TABLE, "[]", "{}");
        look();
        assertThat(told.getLast()).as("the same documents are the same state").isEqualTo(told.getFirst());
    }

    @Test
    void a_tree_that_is_being_written_is_waited_for() throws IOException {
        watch.look(true);
        repository.change(SmallRepository.MANIFEST, "\"version\": \"1.0\"", "\"version\": \"1.1\"");
        assertThat(watch.look(false)).isFalse();
        assertThat(watch.state().findings()).as("half a move").isEmpty();

        Files.move(repository.root().resolve("org.example/loom/1.0"), repository.root().resolve("org.example/loom/1.1"));
        assertThat(watch.look(false)).isFalse();
        assertThat(watch.look(false)).isTrue();
        assertThat(watch.state().findings()).isEmpty();
        assertThat(version("loom").version()).isEqualTo("1.1");
    }

    @Test
    void a_directory_that_is_away_keeps_what_was_read() throws IOException {
        watch.look(true);
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(repository.root(), elsewhere);
        watch.look(false);
        assertThat(watch.state().versions()).isOne();
        assertThat(watch.status().detail()).contains("not as the directory is now");
        assertThat(metrics.get("packhouse.recipes.errors").gauge().value()).isOne();

        Files.move(elsewhere, repository.root());
        look();
        assertThat(watch.status().detail()).doesNotContain("not as the directory is now");
    }

    @Test
    void a_store_that_is_away_is_tried_again() throws IOException {
        isStoreAway = true;
        watch.look(true);
        assertThat(told).isEmpty();
        assertThat(watch.status().detail()).contains("the object store is away");

        isStoreAway = false;
        watch.look(false);
        assertThat(told).hasSize(1);
        assertThat(watch.status().detail()).doesNotContain("away");
    }

    @Test
    void looks_by_itself() throws IOException {
        watch.start();
        assertThat(told).hasSize(1);
        repository.change("org.example/loom/addon.json", "Loom", "Weaver");

        await().until(() -> told.size() == 2);
        assertThat(text(index().addons().getFirst().meta())).contains("Weaver");
    }

    /** As often as a change needs. */
    private void look() {
        watch.look(false);
        assertThat(watch.look(false)).isTrue();
    }

    private RepositoryIndex index() throws IOException {
        return Json.read(bytes(told.getLast().index()), RepositoryIndex.class);
    }

    private RepositoryIndex.Version version(String id) throws IOException {
        return index().addons().stream().filter(addon -> addon.id().equals(id)).findFirst().orElseThrow().versions()
                .getFirst();
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve("objects"))) {
            return paths.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList();
        }
    }

    private String text(BlobRef blob) {
        return new String(bytes(blob), StandardCharsets.UTF_8);
    }

    private byte[] bytes(BlobRef blob) {
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

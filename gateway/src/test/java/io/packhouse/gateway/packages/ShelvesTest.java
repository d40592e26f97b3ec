package io.packhouse.gateway.packages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of the catalogue, against what a plain sorted map and plain loops find. */
class ShelvesTest {

    private static final List<String> ARCHITECTURES = List.of("", "linux_x86_64", "macos_universal_arm_64+x86_64");
    private static final List<String> CATEGORIES = List.of("games", "tools", "Zoo", "\uD83E\uDD8A", "\uFFFD");
    private static final List<String> NAMES = List.of("Alpha", "beta", "gamma ray", "");

    private static Revision revision(String id, String architecture, Random random) {
        Map<String, String> names = new TreeMap<>();
        for (String locale : List.of("de", "en").subList(0, random.nextInt(3))) {
            names.put(locale, NAMES.get(random.nextInt(NAMES.size())));
        }
        List<String> categories = CATEGORIES.stream().filter(_ -> random.nextInt(3) == 0).toList();
        return new Revision(1, Instant.EPOCH, "test", JobId.random(), new PackageFacts(new PackageKey(id, architecture),
                Integer.toString(random.nextInt(100)), names, Map.of(), categories, new BlobRef("a".repeat(64), 1), null,
                "d".repeat(64), 1, null), null);
    }

    private static List<String> walked(Shelves shelves, String from) {
        List<String> ids = new ArrayList<>();
        shelves.walk(from, shelf -> ids.add(shelf.id()));
        return ids;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isASortedMapThatNeverChanges(long seed) {
        Random random = new Random(seed);
        TreeMap<String, Shelf> model = new TreeMap<>();
        Shelves shelves = Shelves.NONE;
        Shelves kept = shelves;
        List<String> keptIds = List.of();
        for (int round = 0; round < 3000; round++) {
            String id = "p" + random.nextInt(seed % 2 == 0 ? 2000 : 200);
            if (random.nextInt(3) == 0) {
                model.remove(id);
                shelves = shelves.without(id);
            } else {
                Shelf shelf = new Shelf(Offer.of(List.of(revision(id, "", random))));
                model.put(id, shelf);
                shelves = shelves.with(shelf);
            }
            if (round == 1500) {
                kept = shelves;
                keptIds = List.copyOf(model.keySet());
            }
            String probe = "p" + random.nextInt(2000);
            assertThat(shelves.find(probe)).as("seed %d", seed).isSameAs(model.get(probe));
        }

        assertThat(walked(shelves, "")).as("seed %d", seed).containsExactlyElementsOf(model.keySet());
        assertThat(shelves.size()).isEqualTo(model.size());
        String from = "p" + random.nextInt(2000);
        assertThat(walked(shelves, from)).as("seed %d from %s", seed, from)
                .containsExactlyElementsOf(model.tailMap(from).keySet());
        assertThat(walked(kept, "")).as("seed %d, an older state", seed).isEqualTo(keptIds);
        for (String id : List.copyOf(model.keySet())) {
            shelves = shelves.without(id);
        }
        assertThat(shelves.size()).isZero();
        assertThat(shelves.find("p1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void answersWhatLoopsFind(long seed) {
        Random random = new Random(seed);
        Stock stock = new Stock();
        TreeMap<String, List<Revision>> model = new TreeMap<>();
        for (int round = 0; round < 3000; round++) {
            String id = "p" + random.nextInt(400);
            List<Revision> current = ARCHITECTURES.stream().filter(_ -> random.nextBoolean())
                    .map(architecture -> revision(id, architecture, random)).toList();
            stock.put(id, current);
            model.put(id, current);
        }
        model.values().removeIf(List::isEmpty);
        Stock filled = new Stock();
        filled.put("p1", List.of(revision("p1", "", random)));
        filled.put("z", List.of(revision("z", "", random)));
        filled.fill(model.values().stream().flatMap(List::stream).toList());

        for (String architecture : List.of("", "linux_x86_64", "all", "other")) {
            for (String category : List.of("", "games", "\uD83E\uDD8A", "none")) {
                for (String filter : List.of("", "a", "Alpha", "gamma ", "\0")) {
                    List<String> expected = new ArrayList<>();
                    model.forEach((_, revisions) -> find(revisions, architecture)
                            .filter(one -> category.isEmpty() || one.facts().categories().contains(category))
                            .filter(one -> filter.isEmpty()
                                    || one.facts().names().values().stream().anyMatch(name -> name.contains(filter)))
                            .ifPresent(one -> expected.add(one.job().value())));

                    Listing listing = new ListQuestion(architecture, category, filter).answer(stock);

                    assertThat(jobs(listing)).as("seed %d: %s, %s, %s", seed, architecture, category, filter)
                            .isEqualTo(expected);
                    assertThat(jobs(new ListQuestion(architecture, category, filter).answer(filled))).as("made at once")
                            .isEqualTo(expected);
                }
            }
        }
        TreeSet<String> categories = new TreeSet<>(
                (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));
        model.values().forEach(all -> all.forEach(one -> categories.addAll(one.facts().categories())));
        assertThat(filled.categories()).isEqualTo(stock.categories());
        assertThat(stock.categories()).containsExactlyElementsOf(categories).containsSubsequence("Zoo", "games", "\uFFFD",
                "\uD83E\uDD8A");
    }

    private static Optional<Revision> find(List<Revision> revisions, String architecture) {
        Optional<Revision> exact = revisions.stream()
                .filter(one -> one.facts().key().architecture().equals(architecture)).findFirst();
        return exact.isPresent() || architecture.isEmpty() ? exact : find(revisions, "");
    }

    private static List<String> jobs(Listing listing) {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < listing.size(); i++) {
            jobs.add(listing.get(i).revision().job().value());
        }
        return jobs;
    }

    @Test
    void anEntityTagTellsListsApart() {
        Random random = new Random(5);
        Offer one = new Offer(revision("a", "", random));
        Offer two = new Offer(revision("b", "", random));
        TreeSet<String> tags = new TreeSet<>();
        for (List<Offer> offers : List.of(List.<Offer>of(), List.of(one), List.of(two), List.of(one, two))) {
            tags.add(new Listing(offers).entityTag());
        }

        assertThat(tags).hasSize(4).allMatch(tag -> tag.matches("\"[0-9a-f]{32}\""));
        assertThat(new Listing(List.of(new Offer(one.revision()))).entityTag())
                .isEqualTo(new Listing(List.of(one)).entityTag());
    }

    @Test
    void aPackageThatIsUpdatedIsNeverMissing() throws Exception {
        Random random = new Random(6);
        Stock stock = new Stock();
        Revision first = new Revision(1, Instant.EPOCH, "test", JobId.random(),
                new PackageFacts(new PackageKey("a", ""), "1",
                        Map.of(), Map.of(), List.of("games"), new BlobRef("a".repeat(64), 1), null, "d".repeat(64), 1, null),
                null);
        stock.put("a", List.of(first));
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 5000; i++) {
                stock.put("a", List.of(first));
                stock.put("b" + i % 300, List.of(revision("b" + i % 300, "", random)));
            }
        });

        long missing = 0;
        while (writer.isAlive()) {
            missing += stock.in("games").find("a") == null || stock.all().find("a") == null
                    || !stock.categories().contains("games") ? 1 : 0;
        }
        writer.join();

        assertThat(missing).isZero();
    }
}

package io.packhouse.contracts.packages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.CatalogueRecord.Removed;
import io.packhouse.contracts.packages.CatalogueRecord.Restored;
import io.packhouse.contracts.packages.CatalogueRecord.Unknown;
import io.packhouse.contracts.packages.CatalogueRecord.Uploaded;

import static org.assertj.core.api.Assertions.assertThat;

/** The fold against the same rules said simply, over random logs in which records come again. */
class CatalogueModelTest {

    private static final int SEQUENCES = 250;
    private static final List<String> IDS = List.of("hello", "hello.world", "hello_all", "z");
    private static final List<String> ARCHITECTURES = List.of("", "linux_x86_64", "windows_arm_64");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void foldsAsTheRulesSay(long seed) {
        Random random = new Random(seed);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            List<CatalogueRecord> log = log(random);
            Catalogue catalogue = new Catalogue();
            NaiveCatalogue naive = new NaiveCatalogue();
            for (CatalogueRecord record : log) {
                assertThat(catalogue.fold(record)).as("seed %s, sequence %s, %s of %s", seed, sequence, record, log)
                        .isEqualTo(naive.fold(record));
            }
            assertSame(catalogue, naive, log, "seed " + seed + ", sequence " + sequence + ", " + log);
        }
    }

    private static List<CatalogueRecord> log(Random random) {
        List<CatalogueRecord> log = new ArrayList<>();
        int length = random.nextInt(60);
        while (log.size() < length) {
            boolean again = !log.isEmpty() && random.nextInt(4) == 0;
            log.add(again ? log.get(random.nextInt(log.size())) : record(random));
        }
        return log;
    }

    private static CatalogueRecord record(Random random) {
        JobId job = JobId.random();
        Instant at = Instant.ofEpochSecond(random.nextInt(1000));
        String id = IDS.get(random.nextInt(IDS.size()));
        String architecture = ARCHITECTURES.get(random.nextInt(ARCHITECTURES.size()));
        PackageKey key = new PackageKey(id, architecture);
        return switch (random.nextInt(10)) {
            case 0 -> new Removed(job, at, "a", id, architecture);
            case 1 -> new Removed(job, at, "b", id, null);
            case 2, 3 -> new Restored(job, at, "c", key, random.nextInt(5));
            case 4 -> new Unknown(job, at, "d");
            default -> new Uploaded(job, at, "e", facts(key, random.nextInt(3)), null);
        };
    }

    static PackageFacts facts(PackageKey key, int content) {
        return new PackageFacts(key, "1." + content, Map.of("en", "Name"), Map.of(), List.of("games"),
                new BlobRef("%064x".formatted(content), 10240), null, "%064x".formatted(content + 7), 17, null);
    }

    private static void assertSame(Catalogue catalogue, NaiveCatalogue naive, List<CatalogueRecord> log, String what) {
        List<Revision> all = naive.all();
        assertThat(catalogue.page(null, Integer.MAX_VALUE)).as(what).isEqualTo(all);
        for (int at = 0; at < all.size(); at++) {
            assertThat(catalogue.page(all.get(at).facts().key(), 2)).as(what)
                    .isEqualTo(all.subList(at + 1, Math.min(all.size(), at + 3)));
        }
        for (String id : IDS) {
            assertThat(catalogue.current(id)).as(what)
                    .isEqualTo(all.stream().filter(one -> one.facts().key().id().equals(id)).toList());
            Optional<Revision> plain = find(all, new PackageKey(id, ""));
            for (String architecture : ARCHITECTURES) {
                PackageKey key = new PackageKey(id, architecture);
                assertThat(catalogue.revisions(key)).as(what).isEqualTo(naive.revisions(key));
                assertThat(catalogue.current(key)).as(what).isEqualTo(find(all, key));
                assertThat(catalogue.select(key)).as(what).isEqualTo(find(all, key).or(() -> plain));
            }
        }
        for (CatalogueRecord record : log) {
            assertThat(catalogue.answer(record.job())).as(what).isEqualTo(naive.answer(record.job()));
        }
    }

    private static Optional<Revision> find(List<Revision> all, PackageKey key) {
        return all.stream().filter(one -> one.facts().key().equals(key)).findAny();
    }
}

package io.packhouse.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What every {@link ObjectStore} keeps to. An implementation's test extends this. */
abstract class ObjectStoreContract {

    /** The store under test, the same one during a test, empty at its begin. */
    abstract ObjectStore store();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 65_535, 65_536, 65_537, 1_000_003})
    void givesABlobBackAsItWas(int size) throws IOException {
        byte[] content = bytes(size, size);

        BlobRef blob = put(content);

        assertThat(blob).isEqualTo(new BlobRef(sha256(content), size));
        assertThat(store().find(blob.sha256())).contains(blob);
        assertThat(read(blob.sha256(), 0, size)).isEqualTo(content);
    }

    @Test
    void makesDurableWhatNeedNotHaveBeen() throws IOException {
        byte[] content = bytes(5000, 6);
        try (BlobWriter writer = store().newBlob(Durability.PROCESS)) {
            writer.write(content);
            writer.commit();
        }
        String blob = sha256(content);

        assertThat(read(blob, 0, content.length)).isEqualTo(content);
        store().makeDurable(List.of(blob, sha256(bytes(10, 7)), "no digest", blob));
        assertThat(put(content).sha256()).isEqualTo(blob);
        assertThat(read(blob, 0, content.length)).isEqualTo(content);
    }

    @Test
    void takesABlobInPiecesOfAnyLength() throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        byte[] content = bytes(300_000, seed);
        try (BlobWriter writer = store().newBlob()) {
            int done = 0;
            while (done < content.length) {
                int step = Math.min(content.length - done, random.nextInt(4) == 0 ? 1 : random.nextInt(100_000));
                if (step == 1) {
                    writer.write(content[done]);
                } else {
                    writer.write(content, done, step);
                }
                done += step;
                assertThat(writer.size()).isEqualTo(done);
            }

            assertThat(writer.commit()).as("seed %d", seed).isEqualTo(new BlobRef(sha256(content), content.length));
        }
    }

    @Test
    void opensEveryRangeOfABlob() throws IOException {
        long seed = 12;
        Random random = new Random(seed);
        byte[] content = bytes(200_000, seed);
        String blob = put(content).sha256();
        for (int i = 0; i < 100; i++) {
            int offset = random.nextInt(content.length + 1);
            int length = random.nextInt(content.length - offset + 1);

            assertThat(read(blob, offset, length)).as("seed %d, %d from %d", seed, length, offset)
                    .isEqualTo(Arrays.copyOfRange(content, offset, offset + length));
        }
    }

    @Test
    void skipsAndReadsSingleBytesOfARange() throws IOException {
        String blob = put(new byte[]{1, 2, (byte) 0xff, 4, 5}).sha256();
        try (InputStream in = store().open(blob, 1, 3)) {
            in.skipNBytes(1);

            assertThat(in.read()).isEqualTo(0xff);
            assertThat(in.read()).isEqualTo(4);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.skip(1)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource
    void refusesARangeThatABlobDoesNotHave(long offset, long length) throws IOException {
        String blob = put(bytes(10, 1)).sha256();

        assertThatIllegalArgumentException().isThrownBy(() -> store().open(blob, offset, length));
    }

    static List<Arguments> refusesARangeThatABlobDoesNotHave() {
        return List.of(arguments(0, 11), arguments(10, 1), arguments(11, 0), arguments(-1, 1), arguments(0, -1),
                arguments(Long.MAX_VALUE, 1), arguments(1, Long.MAX_VALUE), arguments(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc/passwd", "0000000000000000000000000000000000000000000000000000000000000000",
            "ABCDEF0000000000000000000000000000000000000000000000000000000000"})
    void knowsNoBlobThatNobodyPut(String sha256) {
        assertThat(store().find(sha256)).isEmpty();
        assertThat(store().localFile(sha256)).isEmpty();
        assertThat(failure(() -> store().open(sha256, 0, 1))).isEqualTo(Failure.Code.NOT_FOUND);
    }

    @Test
    void showsNothingOfABlobBeforeItsCommit() throws IOException {
        byte[] content = bytes(100_000, 3);
        try (BlobWriter writer = store().newBlob()) {
            writer.write(content);

            assertThat(store().find(sha256(content))).isEmpty();
        }

        assertThat(store().find(sha256(content))).isEmpty();
    }

    @Test
    void namesTheSameBlobWhenItIsPutTwice() throws IOException {
        byte[] content = bytes(5000, 4);

        assertThat(put(content)).isEqualTo(put(content));
        assertThat(read(sha256(content), 0, 5000)).isEqualTo(content);
    }

    @Test
    void takesNothingAfterTheEndOfABlob() throws IOException {
        BlobWriter committed = store().newBlob();
        committed.write(1);
        committed.commit();
        BlobWriter closed = store().newBlob();
        closed.close();
        closed.close();

        assertThatIllegalStateException().isThrownBy(committed::commit);
        assertThatIllegalStateException().isThrownBy(() -> committed.write(1));
        assertThatIllegalStateException().isThrownBy(closed::commit);
    }

    @ParameterizedTest
    @EnumSource
    void createsAnObjectOnce(Durability durability) {
        assertThat(store().createOnce("jobs/1/outcome", utf8("first"), durability)).isEqualTo(new Created.New());

        assertThat(store().createOnce("jobs/1/outcome", utf8("second"), durability))
                .asInstanceOf(type(Created.Existed.class))
                .extracting(Created.Existed::bytes).isEqualTo(utf8("first"));
        assertThat(store().get("jobs/1/outcome")).contains(utf8("first"));
    }

    @Test
    void createsManyObjectsOnceEach() {
        store().createOnce("many/b/1", utf8("first"), Durability.PROCESS);
        Map<String, byte[]> wanted = new LinkedHashMap<>();
        for (String key : List.of("many/c/1", "many/a/1", "many/b/1", "many/a/2", "other/a/1", "many/" + "L".repeat(200))) {
            wanted.put(key, utf8(key.endsWith("1") ? "same" : "of " + key));
        }

        Map<String, Created> created = store().createAll(wanted);

        assertThat(created.keySet()).containsExactlyElementsOf(wanted.keySet());
        assertThat(created.get("many/b/1")).asInstanceOf(type(Created.Existed.class)).extracting(Created.Existed::bytes)
                .isEqualTo(utf8("first"));
        wanted.forEach((key, bytes) -> {
            boolean isNew = !key.equals("many/b/1");
            assertThat(created.get(key) instanceof Created.New).as(key).isEqualTo(isNew);
            assertThat(store().get(key)).contains(isNew ? bytes : utf8("first"));
        });
        assertThat(store().createAll(wanted).values()).hasOnlyElementsOfType(Created.Existed.class);
        assertThat(store().createAll(Map.of())).isEmpty();
    }

    @Test
    void removesOneOfManyNamesOfOneContent() {
        store().createAll(Map.of("many/a/1", utf8("same"), "many/a/2", utf8("same")));

        assertThat(store().delete("many/a/1")).isTrue();

        assertThat(store().get("many/a/2")).contains(utf8("same"));
        assertThat(store().createOnce("many/a/1", utf8("x"), Durability.POWER)).isEqualTo(new Created.New());
        assertThat(store().get("many/a/2")).contains(utf8("same"));
    }

    @Test
    void createsNoneOfManyWhenOneCannotBe() {
        for (String wrong : List.of("a", "a//b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store().createAll(Map.of("many/x/1", utf8("x"), wrong, utf8("x"))));
        }
        assertThatIllegalArgumentException().isThrownBy(
                () -> store().createAll(Map.of("many/x/1", utf8("x"), "a/b", new byte[ObjectStore.OBJECT_LIMIT + 1])));
        assertThat(store().list("many/x/")).isEmpty();
    }

    /** Each has half of the keys in an order of its own. */
    @Test
    void hasOneWinnerAmongBatches() throws Exception {
        int threads = 4;
        List<String> keys = IntStream.range(0, 400).mapToObj(i -> "batch/" + i).toList();
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Callable<List<String>>> racers = IntStream.range(0, threads).<Callable<List<String>>>mapToObj(racer -> () -> {
            List<String> order = new ArrayList<>(keys);
            Collections.shuffle(order, new Random(racer));
            Map<String, byte[]> wanted = new LinkedHashMap<>();
            order.forEach(key -> wanted.put(key, utf8(racer + " " + Integer.parseInt(key.substring(6)) / 4)));
            together.await();
            Map<String, Created> created = store().createAll(wanted);
            created.forEach((key, how) -> assertThat(store().get(key))
                    .contains(how instanceof Created.Existed existed ? existed.bytes() : wanted.get(key)));
            return created.keySet().stream().filter(key -> created.get(key) instanceof Created.New).toList();
        }).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<String> won = new ArrayList<>();
            for (Future<List<String>> result : pool.invokeAll(racers)) {
                won.addAll(result.get());
            }

            assertThat(won).as("each key, once").containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    /** They meet before every key: a store that looks first and creates then must be caught between the two. */
    @Test
    void hasOneWinnerAmongThreads() throws Exception {
        int threads = 4;
        int keys = 1000;
        CyclicBarrier together = new CyclicBarrier(threads);
        Callable<List<Integer>> racer = () -> {
            List<Integer> won = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                together.await();
                if (wins(key)) {
                    won.add(key);
                }
            }
            return won;
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Integer> won = new ArrayList<>();
            for (Future<List<Integer>> result : pool.invokeAll(Collections.nCopies(threads, racer))) {
                won.addAll(result.get());
            }

            assertThat(won).as("each key, once")
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, keys).boxed().toList());
        }
    }

    /** Whether this call won; a loser checks that it sees what is there for ever. */
    private boolean wins(int key) {
        String name = "race/" + key;
        byte[] mine = utf8(Thread.currentThread().threadId() + " " + "x".repeat(5000));
        return switch (store().createOnce(name, mine, Durability.PROCESS)) {
            case Created.New() -> true;
            case Created.Existed(byte[] bytes) -> {
                assertThat(bytes).hasSizeGreaterThan(5000).isNotEqualTo(mine);
                assertThat(store().get(name)).contains(bytes);
                yield false;
            }
        };
    }

    @Test
    void keepsHostileKeysApart() {
        String longest = "k".repeat(200);
        List<String> keys = List.of("a/b", "A/b", "a/B", "a/..", "a/.", "a/../../b", "a/b/c", "a/b,c", "a/b%2cc", "a/%2e%2e",
                "a/ ",
                "a/b~", "a/~", "a/b~/c", "a/con", "a/.hidden", "a/b.", "../a", "./a", ",/a", "~/a", "a/\\", "a/*?\"<>|:",
                "a/-rf",
                longest + "/" + longest, longest + "/" + longest + "/" + longest + "/" + longest,
                longest + "/" + "L".repeat(200),
                "~".repeat(200) + "/" + "/~".repeat(150).substring(1), longest + "/" + longest + "/" + "L".repeat(200));
        Map<String, String> content = new TreeMap<>();
        for (String key : keys) {
            assertThat(store().createOnce(key, utf8("of " + key), Durability.PROCESS)).as(key).isEqualTo(new Created.New());
            content.put(key, "of " + key);
        }

        assertThat(keys).allSatisfy(key -> {
            assertThat(store().get(key)).contains(utf8(content.get(key)));
            assertThat(store().list(key)).contains(key);
            assertThat(store().list(key.substring(0, key.indexOf('/') + 1))).contains(key);
        });
        assertThat(store().list("a/"))
                .containsExactlyElementsOf(content.keySet().stream().filter(k -> k.startsWith("a/")).toList());
        assertThat(keys).allMatch(store()::delete);
        assertThat(store().list("a/")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNoKey(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().createOnce(key, utf8("x"), Durability.POWER));
        assertThatIllegalArgumentException().isThrownBy(() -> store().get(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store().delete(key));
    }

    static List<String> refusesWhatIsNoKey() {
        return List.of("", "a", "/", "a/", "/a", "a//b", "a/b/", "a/\n", "a/\u0000", "a/\u007f", "a/é",
                "a/" + "k".repeat(201),
                "k".repeat(201) + "/a");
    }

    @Test
    void holdsObjectsUpToTheLimit() {
        byte[] largest = bytes(ObjectStore.OBJECT_LIMIT, 5);

        store().createOnce("o/largest", largest, Durability.POWER);

        assertThat(store().get("o/largest")).contains(largest);
        assertThatIllegalArgumentException().isThrownBy(() -> store().createOnce("o/none", new byte[0], Durability.POWER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().createOnce("o/more", new byte[largest.length + 1], Durability.POWER));
        assertThat(store().list("o/")).containsExactly("o/largest");
    }

    @Test
    void removesAMarker() {
        store().createOnce("m/1/attempts/x", utf8("x"), Durability.PROCESS);

        assertThat(store().delete("m/1/attempts/x")).isTrue();
        assertThat(store().delete("m/1/attempts/x")).isFalse();
        assertThat(store().get("m/1/attempts/x")).isEmpty();
        assertThat(store().createOnce("m/1/attempts/x", utf8("y"), Durability.PROCESS)).isEqualTo(new Created.New());
    }

    @Test
    void listsByAnyPrefixInOrder() {
        for (String key : List.of("jobs/17/attempts/b", "jobs/17/attempts/a", "jobs/17/outcome", "jobs/171/outcome",
                "jobs/2/outcome",
                "other/17/outcome")) {
            store().createOnce(key, utf8("x"), Durability.PROCESS);
        }

        assertThat(store().list("jobs/17/attempts/")).containsExactly("jobs/17/attempts/a", "jobs/17/attempts/b");
        assertThat(store().list("jobs/17/o")).containsExactly("jobs/17/outcome");
        assertThat(store().list("jobs/17/")).containsExactly("jobs/17/attempts/a", "jobs/17/attempts/b", "jobs/17/outcome");
        assertThat(store().list("jobs/17")).containsExactly("jobs/17/attempts/a", "jobs/17/attempts/b", "jobs/17/outcome",
                "jobs/171/outcome");
        assertThat(store().list("jobs/")).hasSize(5).isSorted();
        assertThat(store().list("jobs/3/")).isEmpty();
        assertThat(store().list("nothing/")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store().list("jobs"));
        assertThatIllegalArgumentException().isThrownBy(() -> store().list("/"));
    }

    @Test
    void probesWithoutALeftover() {
        store().probe();

        assertThat(store().list("probe/")).isEmpty();
    }

    BlobRef put(byte[] content) throws IOException {
        try (BlobWriter writer = store().newBlob()) {
            writer.write(content);
            return writer.commit();
        }
    }

    byte[] read(String sha256, long offset, long length) throws IOException {
        try (InputStream in = store().open(sha256, offset, length)) {
            return in.readAllBytes();
        }
    }

    static byte[] bytes(int size, long seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static String sha256(byte[] content) {
        MessageDigest digest = Digests.sha256();
        return HexFormat.of().formatHex(digest.digest(content));
    }

    static Failure.Code failure(Callable<?> call) {
        try {
            call.call();
        } catch (FailureException e) {
            return e.failure().code();
        } catch (Exception e) {
            throw new AssertionError("another exception than a failure", e);
        }
        throw new AssertionError("nothing failed");
    }
}

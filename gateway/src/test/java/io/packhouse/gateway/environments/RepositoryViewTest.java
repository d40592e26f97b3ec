package io.packhouse.gateway.environments;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a gateway knows of the repository, while it changes and while the store does not answer. */
class RepositoryViewTest {

    private static final AddonId LOOM = new AddonId("org.example.loaders", "loom-environment");

    @TempDir
    private Path folder;
    @TempDir
    private Path elsewhere;
    private final Vertx vertx = Vertx.vertx();
    private FileObjectStore objects;
    private volatile Future<Void> asOfNow = Future.succeededFuture();
    private RepositoryView view;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(folder);
        view = new RepositoryView(vertx, () -> asOfNow, new BlockingCalls(vertx, 10), objects);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void tell(EnvironmentRepository told) {
        view.fold(new LogRecord(Topic.REGISTRY, new Position(0, 0), Instant.now(), EnvironmentRepository.ENTRY, Map.of(),
                Json.write(told)));
    }

    private Snapshot now() throws Exception {
        try {
            return view.now().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : e;
        }
    }

    @Test
    void nothingIsThereBeforeSomebodyHasSpoken() throws Exception {
        assertThat(now()).isSameAs(Snapshot.NONE);
    }

    @Test
    void aNewStateTakesThePlaceOfTheOld() throws Exception {
        tell(ToyRepository.loom(objects).publish());
        assertThat(now().find(LOOM, "3.1.0")).isPresent();
        tell(new ToyRepository(objects).publish());
        assertThat(now().find(LOOM)).isEmpty();
        tell(EnvironmentRepository.NONE);
        assertThat(now().find(LOOM)).isEmpty();
    }

    @Test
    void ofManyStatesTheLastHolds() throws Exception {
        for (int i = 0; i < 20; i++) {
            tell(new ToyRepository(objects)
                    .add("{'addonscript':{'version':2},'namespace':'a','id':'a','version':'" + i + "','flags':{}}",
                            null)
                    .publish());
        }

        assertThat(now().find(new AddonId("a", "a"), "19")).isPresent();
    }

    @Test
    void whatCannotBeReadLeavesTheOldAndIsReadLater() throws Exception {
        tell(ToyRepository.loom(objects).publish());
        Snapshot old = now();
        FileObjectStore other = new FileObjectStore(elsewhere);
        BlobRef missing = new ToyRepository(other)
                .add("{'addonscript':{'version':2},'namespace':'a','id':'a','version':'1','flags':{}}", null).publish()
                .index();

        tell(new EnvironmentRepository(missing));
        assertThat(now()).isSameAs(old);
        new ToyRepository(objects)
                .add("{'addonscript':{'version':2},'namespace':'a','id':'a','version':'1','flags':{}}", null)
                .publish();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> now().find(new AddonId("a", "a"), "1").isPresent());
    }

    @Test
    void whatIsNoIndexLeavesTheOld() throws Exception {
        tell(ToyRepository.loom(objects).publish());
        Snapshot old = now();

        tell(new EnvironmentRepository(
                ToyRepository.blob(objects, "no JSON".getBytes(java.nio.charset.StandardCharsets.UTF_8))));

        assertThat(now()).isSameAs(old);
    }

    @Test
    void nobodyCanSayWhileNothingCouldBeReadOrKafkaIsAway() {
        tell(new EnvironmentRepository(new BlobRef("ab".repeat(32), 10)));
        assertThatThrownBy(this::now).isInstanceOf(FailureException.class)
                .extracting(e -> ((FailureException) e).failure().code()).isEqualTo(Failure.Code.UNAVAILABLE);

        asOfNow = Future.failedFuture(new Failure(Failure.Code.UNAVAILABLE, "Kafka is away").exception());
        assertThatThrownBy(this::now).hasMessageContaining("Kafka is away");
    }
}

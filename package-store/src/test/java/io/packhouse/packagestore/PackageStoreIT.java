package io.packhouse.packagestore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.PreparePackage;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.contracts.packages.RestorePackage;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.contracts.packages.UploadPackage;
import io.packhouse.packagestore.StoreHouse.RunningStore;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.directory.DirectoryReport;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Uploads, removals and restorations through the queue, and what two independent folds of the log say of them. */
@OnEveryKafka
class PackageStoreIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final PackageKey HELLO = new PackageKey("hello", "");

    @TempDir
    Path folder;
    private StoreHouse house;
    private TestPackages packages;
    private CatalogueView one;
    private CatalogueView other;

    @BeforeEach
    void open(KafkaCluster cluster) {
        house = new StoreHouse(cluster.bootstrapServers(), folder.resolve("objects"));
        packages = new TestPackages(folder);
        one = house.reader();
        other = house.reader();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private CatalogueAnswer answer(JobId job) throws InterruptedException {
        CatalogueAnswer answer = one.await(job);
        assertThat(other.await(job)).isEqualTo(answer);
        return answer;
    }

    private Failure failure(JobId job) {
        await().atMost(SOON).until(() -> house.outcomes().find(job).isPresent());
        return ((Outcome.Failed) house.outcomes().find(job).orElseThrow()).failure();
    }

    private List<Revision> all(CatalogueView view) throws InterruptedException {
        return view.askNow(catalogue -> catalogue.page(null, Integer.MAX_VALUE));
    }

    @Test
    void whatIsUploadedIsFoldedAlikeByEverybody() throws Exception {
        // given
        RunningStore store = house.store(Map.of(), DirectoryReport.LOG);
        Path first = packages.plain("hello", "1");
        Path second = packages.plain("hello", "2");

        // when / then: what the record did is the answer
        assertThat(answer(house.upload(first))).isEqualTo(new CatalogueAnswer.Added(HELLO, 1));
        assertThat(answer(house.upload(second))).isEqualTo(new CatalogueAnswer.Updated(HELLO, 2));
        assertThat(answer(house.upload(second))).isEqualTo(new CatalogueAnswer.Unchanged(HELLO, 2));
        assertThat(answer(house.upload(packages.linux("hello", "2"))))
                .isEqualTo(new CatalogueAnswer.Added(new PackageKey("hello", "linux_x86_64"), 1));

        // when: an upload fails
        JobId bad = house.upload(Files.writeString(folder.resolve("bad"), "no package"));

        // then: the old package stays as it was
        assertThat(failure(bad)).isEqualTo(new Failure(Failure.Code.INVALID_REQUEST, "wrong package format"));
        assertThat(all(one)).hasSize(2).first().extracting(Revision::number).isEqualTo(2);

        // when: rolled back, removed, restored
        assertThat(answer(house.submit(JobId.random(), Kind.PACKAGE_RESTORE, new RestorePackage(HELLO, 1))))
                .isEqualTo(new CatalogueAnswer.Updated(HELLO, 1));
        assertThat(failure(house.submit(JobId.random(), Kind.PACKAGE_RESTORE, new RestorePackage(HELLO, 9))))
                .isEqualTo(new Failure(Failure.Code.NOT_FOUND, "there is no revision 9 of hello [all]; there are 2"));
        assertThat(answer(house.remove("hello", null))).isEqualTo(new CatalogueAnswer.Removed(2));
        assertThat(answer(house.remove("hello", null))).isEqualTo(new CatalogueAnswer.Removed(0));
        assertThat(answer(house.submit(JobId.random(), Kind.PACKAGE_RESTORE, new RestorePackage(HELLO, 2))))
                .isEqualTo(new CatalogueAnswer.Added(HELLO, 2));

        // then
        assertThat(all(one)).isEqualTo(all(other)).singleElement().satisfies(revision -> {
            assertThat(revision.caller()).isEqualTo("test");
            assertThat(revision.facts().version()).isEqualTo("2");
        });
        await().atMost(SOON).until(() -> store.metrics().get("packhouse.packages.size").gauge().value() == 1.0);
        assertThat(store.metrics().get("packhouse.packages.verified").counter().count()).isEqualTo(4);
        assertThat(store.isReady()).isTrue();
    }

    @Test
    void uploadsOfOneIdAtOnceEndInOneOrder() throws Exception {
        // given
        house.store(Map.of("packages.workers", "4"), DirectoryReport.LOG);
        List<Path> files = new ArrayList<>();
        for (int version = 0; version < 6; version++) {
            files.add(packages.plain("hello", Integer.toString(version)));
        }

        // when
        List<JobId> jobs = new ArrayList<>();
        for (Path file : files) {
            jobs.add(house.upload(file));
        }

        // then: one added it, the others updated it, and everybody knows the same order
        List<CatalogueAnswer> answers = new ArrayList<>();
        for (JobId job : jobs) {
            answers.add(answer(job));
        }
        assertThat(answers).filteredOn(CatalogueAnswer.Added.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(CatalogueAnswer.Updated.class::isInstance).hasSize(5);
        assertThat(all(one)).isEqualTo(all(other));
        List<Revision> revisions = one.askNow(catalogue -> catalogue.revisions(HELLO));
        List<Revision> others = other.askNow(catalogue -> catalogue.revisions(HELLO));
        assertThat(revisions).isEqualTo(others)
                .extracting(Revision::number).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aJobThatComesAgainRepeatsItsAnswerAndChangesNothing() throws Exception {
        // given
        house.store(Map.of(), DirectoryReport.LOG);
        UploadPackage first = new UploadPackage(house.stored(packages.plain("hello", "1")), null);
        JobId job = house.submit(JobId.random(), Kind.PACKAGE_UPLOAD, first);
        assertThat(answer(job)).isEqualTo(new CatalogueAnswer.Added(HELLO, 1));
        assertThat(answer(house.upload(packages.plain("hello", "2")))).isEqualTo(new CatalogueAnswer.Updated(HELLO, 2));

        // when: the queue hands it out again, and whoever was told of the end wrote a record again
        house.submit(job, Kind.PACKAGE_UPLOAD, first);
        PackageFacts facts = Json.convert(((Outcome.Succeeded) house.outcomes().find(job).orElseThrow()).result(),
                PackageFacts.class);
        house.append(Topic.PACKAGES, "hello", Map.of(Headers.JOB, job.value()),
                Json.write(new CatalogueRecord.Uploaded(job, Instant.now(), "test", facts, null)));
        JobId last = house.upload(packages.plain("other", "1"));
        answer(last);

        // then
        assertThat(answer(job)).isEqualTo(new CatalogueAnswer.Added(HELLO, 1));
        assertThat(all(one)).isEqualTo(all(other)).extracting(revision -> revision.facts().version())
                .containsExactly("2", "1");
    }

    @Test
    void anUploadThatWasCancelledIsNowhere() throws Exception {
        // given: cancelled before a worker came
        JobId job = JobId.random();
        UploadPackage wanted = new UploadPackage(house.stored(packages.plain("hello", "1")), null);
        house.submit(job, Kind.PACKAGE_UPLOAD, wanted);
        house.outcomes().decide(job, new Outcome.Cancelled(Kind.PACKAGE_UPLOAD, Instant.now(), "test"));

        // when
        house.store(Map.of(), DirectoryReport.LOG);
        answer(house.upload(packages.plain("other", "1")));

        // then
        assertThat(all(one)).extracting(revision -> revision.facts().key().id()).containsExactly("other");
        boolean answered = one.ask(catalogue -> catalogue.answer(job).isPresent());
        assertThat(answered).isFalse();
    }

    @Test
    void packagesArePreparedWhenThereIsAStoreKey() throws Exception {
        // given: one that was uploaded while there was none
        JobId early;
        BlobRef plain = house.stored(packages.plain("hello", "1"));
        BlobRef later = house.stored(packages.plain("hello", "2"));
        try (RunningStore without = house.store(Map.of(), DirectoryReport.LOG)) {
            early = house.submit(JobId.random(), Kind.PACKAGE_UPLOAD, new UploadPackage(plain, null));
            answer(early);
            assertThat(without.isReady()).isTrue();
        }
        assertThat(house.objects().get(PreparedPackage.objectKey(plain.sha256()))).isEmpty();

        // when
        house.store(Map.of("packages.store-key", "store"), DirectoryReport.LOG);
        answer(house.submit(JobId.random(), Kind.PACKAGE_UPLOAD, new UploadPackage(later, null)));
        JobId wanted = house.submit(JobId.random(), Kind.PACKAGE_PREPARE, new PreparePackage(plain));

        // then
        assertThat(house.objects().get(PreparedPackage.objectKey(later.sha256()))).isPresent();
        await().atMost(SOON).until(() -> house.outcomes().find(wanted).isPresent());
        Outcome.Succeeded outcome = (Outcome.Succeeded) house.outcomes().find(wanted).orElseThrow();
        assertThat(Json.convert(outcome.result(), PreparedPackage.class).prefix())
                .isEqualTo(Json.read(house.objects().get(PreparedPackage.objectKey(plain.sha256())).orElseThrow(),
                        PreparedPackage.class).prefix());
    }

    @Test
    void aStoreWithCertificatesThatCannotBeReadDoesNotStart() throws IOException {
        Path none = folder.resolve("none.pem");
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");

        for (Path file : List.of(none, garbage)) {
            assertThatThrownBy(() -> house.store(Map.of("packages.developer-ca", file.toString()), DirectoryReport.LOG))
                    .isInstanceOf(FailureException.class).hasMessageStartingWith("packages.developer-ca: ")
                    .hasMessageContaining(file.getFileName().toString());
        }
    }
}

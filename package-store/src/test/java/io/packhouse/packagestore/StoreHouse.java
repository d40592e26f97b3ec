package io.packhouse.packagestore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.RemovePackages;
import io.packhouse.contracts.packages.UploadPackage;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.directory.DirectoryReport;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.process.Foundation;

/** Topics of its own on a running Kafka, an object store, and package stores as processes run them. */
public final class StoreHouse implements AutoCloseable {

    private static final Map<String, String> QUICK = Map.of("packages.directory.settle", "200ms",
            "packages.directory.patience", "600ms", "packages.directory.poll", "500ms");

    private final KafkaSettings kafka;
    private final Path objects;
    private final Foundation foundation;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public StoreHouse(String bootstrap, Path objects) {
        this(bootstrap, "t" + JobId.random().value().substring(0, 8) + ".", objects);
    }

    /**
     * @param prefix
     *            of the topics, which may be there already
     */
    public StoreHouse(String bootstrap, String prefix, Path objects) {
        this.kafka = KafkaSettings.local(bootstrap, prefix);
        this.objects = objects;
        this.foundation = foundation(Map.of());
        open.push(foundation);
        new Provisioner(foundation.admin(), kafka, foundation.queue()).run();
        foundation.writer().start();
    }

    private Foundation foundation(Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(flags);
        Config config = Config.load(List.of("config/platform.yaml", PackagesSettings.DEFAULTS), Optional.empty(), Map.of(),
                all);
        return Foundation.open(config, kafka, new FileObjectStore(objects), new SimpleMeterRegistry());
    }

    /** A running store, which is closed with the house or before. */
    public RunningStore store(Map<String, String> flags, DirectoryReport report) throws Exception {
        Foundation own = foundation(flags);
        RunningStore running = new RunningStore(own, new PackageStoreService(own, report, null));
        open.push(running);
        running.service.start();
        running.service.awaitJobs();
        return running;
    }

    /** A process with a package store. */
    public static final class RunningStore implements AutoCloseable {
        private final Foundation own;
        private final PackageStoreService service;
        private boolean closed;

        RunningStore(Foundation own, PackageStoreService service) {
            this.own = own;
            this.service = service;
        }

        public MeterRegistry metrics() {
            return own.metrics();
        }

        public boolean isReady() {
            return own.health().ready().up();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                service.close();
                own.close();
            }
        }
    }

    /** The prefix of the topics. */
    public String prefix() {
        return kafka.topicPrefix();
    }

    /** What somebody else folds of the same log. */
    public CatalogueView reader() {
        CatalogueView view = new CatalogueView(foundation.vertx(), foundation.admin(), kafka);
        open.push(view);
        view.start();
        return view;
    }

    public FileObjectStore objects() {
        return new FileObjectStore(objects);
    }

    public Outcomes outcomes() {
        return new Outcomes(foundation.objects());
    }

    public BlobRef stored(Path file) throws IOException {
        try (BlobWriter blob = foundation.objects().newBlob()) {
            Files.copy(file, blob);
            return blob.commit();
        }
    }

    /** Submits an upload; acknowledged when this returns. */
    public JobId upload(Path file) throws Exception {
        return submit(JobId.random(), Kind.PACKAGE_UPLOAD, new UploadPackage(stored(file), null));
    }

    public JobId remove(String id, @Nullable String architecture) throws Exception {
        return submit(JobId.random(), Kind.PACKAGE_REMOVE, new RemovePackages(id, architecture));
    }

    public JobId submit(JobId job, String kind, Object body) throws Exception {
        var record = CommandRecords.inline(new Envelope(job, kind, "test", Instant.now(), null), Json.write(body));
        append(Topic.WORK_PACKAGES, record.key(), record.headers(), record.value());
        return job;
    }

    public void append(Topic topic, String key, Map<String, String> headers, byte[] value) throws Exception {
        foundation.writer().append(topic, key, headers, value).toCompletionStage().toCompletableFuture().get(60,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

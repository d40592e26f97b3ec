package io.packhouse.repackager.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.repackager.AddonsSettings;
import io.packhouse.repackager.RepackagerService;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;
import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The repackager with a key over real Kafka, a signer that is the test's own, and verifiers that are nobody's. */
@OnEveryKafka
class SignedAddonsIT {

    private static final String ID = "tool@example.org";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int NO_SUCH_LIBRARY = 77;

    @TempDir
    static Path certificates;
    private static TestPki pki;

    @TempDir
    Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private FileObjectStore objects;
    private Foundation foundation;
    private TestSigningHandler signer;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        pki = TestPki.at(certificates);
        pki.addon("addon-rsa", ID, "rsa:2048");
        pki.addon("addon-ec", ID, "ec:");
    }

    @BeforeEach
    void startRepackager(KafkaCluster cluster) throws Exception {
        objects = new FileObjectStore(folder.resolve("objects"));
        Config config = Config.load(List.of("config/platform.yaml", AddonsSettings.DEFAULTS, "config/deliveries.yaml",
                "config/addons-secrets.yaml"),
                Optional.empty(), Map.of(), Map.of("addons.signing-key", "addons", "outbound.allow-loopback", "true"));
        foundation = Foundation.open(config, KafkaSettings.local(cluster.bootstrapServers(),
                "t" + JobId.random().value().substring(0, 8) + "."), objects, new SimpleMeterRegistry());
        open.push(foundation);
        new Provisioner(foundation.admin(), foundation.kafka(), foundation.queue()).run();
        var repackager = new RepackagerService(foundation);
        open.push(repackager);
        repackager.start();
    }

    @AfterEach
    void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void startSigning(SigningKeys.Key key) {
        signer = new TestSigningHandler(pki, objects);
        var worker = new QueueWorker(foundation, Topic.WORK_SIGNING, 1, List.of(signer));
        open.push(worker);
        worker.start();
        foundation.writer().append(Topic.REGISTRY, SigningKeys.ENTRY, Map.of(Headers.CONTENT_TYPE, Headers.JSON),
                Json.write(new SigningKeys(List.of(key)))).toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void addonsAreSignedAndVerifiersTakeThem() throws Exception {
        JobId early = rebuild(addon(Map.of()), "1.0");
        startSigning(pki.key("addons", "RSA", "middle", "root"));

        Path signed = xpi(succeeded(early));

        verifyByOpenSsl(signed);
        assertThat(python("check_manifests.py", signed.toString()).ok()).contains("checked ");
        verifyCoseByJava(signed);
        Artifact again = succeeded(rebuild(addon(Map.of()), "1.0"));
        assertThat(again.sha256()).as("the same add-on").isEqualTo(succeeded(early).sha256());
        assertThat(signer.made).hasValue(2);
        assertThat(succeeded(rebuild(addon(Map.of("other.js", "1")), "1.0")).sha256()).isNotEqualTo(again.sha256());
        assertThat(signer.made).hasValue(4);
        Tool.Ran cose = python("check_cose.py", signed.toString(), pki.folder().resolve("root.pem").toString(), ID);
        assumeTrue(cose.status() != NO_SUCH_LIBRARY, "python3 has no package cryptography here");
        assertThat(cose.ok()).contains("the COSE signature holds");
    }

    @Test
    void aKeyThatIsNoAuthoritysMakesNoCose() throws Exception {
        startSigning(pki.key("addons", "RSA", "addon-rsa", "middle", "root"));

        Path signed = xpi(succeeded(rebuild(addon(Map.of()), "1.0")));

        verifyByOpenSsl(signed);
        assertThat(python("check_manifests.py", signed.toString()).ok()).contains("checked ");
        assertThat(files(signed)).doesNotContainKey("META-INF/cose.sig").containsKey("META-INF/mozilla.rsa");
        Outcome refused = ended(
                rebuild(addon(Map.of("manifest.json", "{\"manifest_version\":2,\"name\":\"x\",\"version\":\"1\"}")), "1"));
        assertThat(refused).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.failure().message()).contains("cannot be signed without an id"));
    }

    private void verifyByOpenSsl(Path xpi) throws IOException, InterruptedException {
        Map<String, byte[]> files = files(xpi);
        Path rsa = Files.write(folder.resolve("mozilla.rsa"), files.get("META-INF/mozilla.rsa"));
        Path sf = Files.write(folder.resolve("mozilla.sf"), files.get("META-INF/mozilla.sf"));
        String said = pki
                .openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", rsa.toString(), "-content", sf.toString(),
                        "-CAfile", "root.pem", "-purpose", "any", "-out", folder.resolve("out").toString())
                .ok();
        assertThat(said).contains("erification successful");
    }

    /** What is signed must be the file's bytes: to be signed is made anew from both files. */
    private static void verifyCoseByJava(Path xpi) throws Exception {
        Map<String, byte[]> files = files(xpi);
        byte[] cose = files.get("META-INF/cose.sig");
        byte[] body = between(cose, 3, pki.der("middle"));
        int second = 3 + TestSigningHandler.octets(body).length + 4;
        byte[] protectedHeader = between(cose, second, pki.der("addon-ec"));
        byte[] raw = Arrays.copyOfRange(cose, cose.length - 64, cose.length);
        var toBeSigned = new ByteArrayOutputStream();
        toBeSigned.writeBytes(new byte[]{(byte) 0x85, 0x69});
        toBeSigned.writeBytes("Signature".getBytes(US_ASCII));
        for (byte[] part : List.of(body, protectedHeader, new byte[0], files.get("META-INF/cose.manifest"))) {
            toBeSigned.writeBytes(TestSigningHandler.octets(part));
        }
        Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
        ecdsa.initVerify(pki.certificate("addon-ec"));
        ecdsa.update(toBeSigned.toByteArray());
        assertThat(ecdsa.verify(raw)).isTrue();
    }

    /** The header at a place, which ends with a certificate. */
    private static byte[] between(byte[] cose, int start, byte[] certificate) {
        int length = (cose[start + 1] & 0xff) << 8 | (cose[start + 2] & 0xff);
        byte[] header = Arrays.copyOfRange(cose, start + 3, start + 3 + length);
        assertThat(header).endsWith(certificate);
        return header;
    }

    private JobId rebuild(byte[] xpi, String version) throws IOException {
        BlobRef blob;
        try (BlobWriter writer = objects.newBlob()) {
            writer.write(xpi);
            blob = writer.commit();
        }
        JobId job = JobId.random();
        var wanted = new RebuildAddon(new AddonSource.Upload(blob, "x.xpi"), "tool", null, version, Map.of(), List.of(),
                null);
        var record = CommandRecords.inline(new CommandRecords.Envelope(job, Kind.ADDON, "site", Instant.now(), null),
                Json.write(wanted));
        foundation.writer().append(Topic.WORK_ADDONS, record.key(), record.headers(), record.value()).toCompletionStage()
                .toCompletableFuture().join();
        return job;
    }

    private Outcome ended(JobId job) {
        return await().atMost(SOON).until(() -> new Outcomes(objects).find(job), Optional::isPresent).orElseThrow();
    }

    private Artifact succeeded(JobId job) {
        Outcome outcome = ended(job);
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return ((Outcome.Succeeded) outcome).artifacts().getFirst();
    }

    private Path xpi(Artifact artifact) throws IOException {
        Path file = folder.resolve(artifact.sha256() + ".xpi");
        try (InputStream in = objects.open(artifact.sha256(), 0, artifact.size())) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private static Map<String, byte[]> files(Path xpi) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var zip = new ZipFile(xpi.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    /** A WebExtension with directories, long names, names of other scripts, an empty file and an old signature. */
    private static byte[] addon(Map<String, String> changes) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("META-INF/manifest.mf", "old");
        files.put("META-INF/mozilla.rsa", "old");
        files.put("manifest.json", """
                {"manifest_version": 2, "name": "Tool", "version": "0.9",
                 "browser_specific_settings": {"gecko": {"id": "%s"}}}
                """.formatted(ID));
        files.put("lib/", "");
        files.put("lib/empty.js", "");
        files.put("lib/größe.js", "x".repeat(100_000));
        files.put("lib/漢字/" + "long-name-".repeat(12) + "ü😀.js", "y");
        files.putAll(changes);
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, UTF_8)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    private Tool.Ran python(String script, String... arguments) throws IOException, InterruptedException {
        Tool.need("python3");
        Path file = folder.resolve(script);
        try (InputStream in = SignedAddonsIT.class.getResourceAsStream(script)) {
            Files.write(file, in.readAllBytes());
        }
        var command = new ArrayList<>(List.of("python3", file.toString()));
        command.addAll(List.of(arguments));
        return Tool.run(folder, command.toArray(String[]::new));
    }
}

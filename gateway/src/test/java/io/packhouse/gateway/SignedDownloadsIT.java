package io.packhouse.gateway;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.SignatureVerifier;
import io.packhouse.ampkg.SignedContent;
import io.packhouse.ampkg.writing.PackageCreation;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;
import io.packhouse.testkit.Tool;

import static io.packhouse.gateway.GatewayHouse.body;
import static io.packhouse.gateway.GatewayHouse.done;
import static io.packhouse.gateway.GatewayHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Downloads that are signed, over real Kafka and HTTP; a small signer and a small package-store do the work. */
@OnEveryKafka
class SignedDownloadsIT {

    private static final String STORE_KEY = "packages.store-key";

    @TempDir
    Path directory;
    private GatewayHouse house;
    private TestSigner signer;
    private TestPreparer store;

    @AfterEach
    void close() {
        house.close();
    }

    private void open(KafkaCluster kafka, Map<String, String> flags) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), directory.resolve("objects"), flags).open();
        FileObjectStore objects = new FileObjectStore(directory.resolve("objects"));
        signer = new TestSigner(objects);
        store = new TestPreparer(objects);
    }

    private void register(String name, String... uses) throws Exception {
        done(house.foundation.writer().append(Topic.REGISTRY, SigningKeys.ENTRY, Map.of(),
                Json.write(signer.registered(name, uses))));
    }

    /** A package with a file of {@code size} random bytes, in the catalogue of these houses. */
    private PackageFacts upload(int size, GatewayHouse... houses) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("info.yaml"), """
                formatVersion: 1
                formatType: am-package
                ---
                id: hello.world
                icon: icon.png
                applications:
                  - { id: hello.app, code: code.bin, runtime: native }
                """);
        Files.writeString(source.resolve("icon.png"), "an icon");
        byte[] code = new byte[size];
        new Random(size).nextBytes(code);
        Files.write(source.resolve("code.bin"), code);
        Path file = directory.resolve("hello.ampkg");
        PackageCreation.create(source, file, null, null);
        PackageFacts facts = store.upload(Files.readAllBytes(file));
        CatalogueRecord record = new CatalogueRecord.Uploaded(JobId.random(), Instant.now(), "test", facts, null);
        done(house.foundation.writer().append(Topic.PACKAGES, facts.key().id(), Map.of(), Json.write(record)));
        for (GatewayHouse one : houses) {
            await().until(() -> one.get("/package/list").body().contains("hello.world"));
        }
        return facts;
    }

    private static HttpResponse<byte[]> download(GatewayHouse from, String hardwareId, String... headers) {
        return send(from, "GET", "/package/download?id=hello.world&hardware-id=" + hardwareId, headers);
    }

    private static HttpResponse<byte[]> send(GatewayHouse to, String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.gateway.port() + path))
                .timeout(Duration.ofSeconds(30)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return to.client.sendAsync(request.build(), BodyHandlers.ofByteArray()).join();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private byte[] checked(byte[] file, String hardwareId) throws Exception {
        InspectedPackage inspected = new PackageInspector(PackageLimits.DEFAULT).inspect(new ByteArrayInputStream(file));
        byte[] signature = Objects.requireNonNull(inspected.storeSignature());
        SignatureVerifier.trusting(List.of(signer.authority(directory))).verify(signature,
                SignedContent.of(inspected.digest(), hardwareId));
        return signature;
    }

    @Test
    void everyGatewayServesTheSamePackageForTheDevice(KafkaCluster kafka) throws Exception {
        // given two gateways, and a package that nobody has prepared
        Map<String, String> flags = Map.of(STORE_KEY, "store");
        open(kafka, flags);
        try (GatewayHouse other = house.another(directory.resolve("objects"), flags).open()) {
            register("store", "ampkg-store");
            house.work(Topic.WORK_SIGNING, 2, signer);
            house.work(Topic.WORK_PACKAGES, 1, store);
            PackageFacts facts = upload(200_000, house, other);

            // when
            HttpResponse<byte[]> first = download(house, "hw-1");
            HttpResponse<byte[]> second = download(other, "hw-1");
            HttpResponse<byte[]> anotherDevice = download(other, "hw-2");

            // then
            byte[] bytes = first.body();
            String tag = '"' + TestSigner.hex(TestSigner.sha256(bytes)) + '"';
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(header(first, "Content-Length")).isEqualTo(String.valueOf(bytes.length));
            assertThat(header(first, "Content-Type")).isEqualTo("application/octet-stream");
            assertThat(header(first, "ETag")).isEqualTo(tag);
            assertThat(second.body()).isEqualTo(bytes);
            assertThat(anotherDevice.body()).isNotEqualTo(bytes);
            assertThat(signer.signed).hasValue(2);
            assertThat(store.prepared).hasValue(1);
            checked(anotherDevice.body(), "hw-2");
            theOriginalsOfOtherMakersTakeIt(bytes, checked(bytes, "hw-1"), facts.digest());
            partsAndConditions(other, bytes, tag, facts);
            fiftyAtOnceAreOneSignature(other);
            aNewCertificateMakesNewSignatures(tag, other);
        }
    }

    private void theOriginalsOfOtherMakersTakeIt(byte[] bytes, byte[] signature, String digest) throws Exception {
        Tool.need("openssl");
        Tool.need("python3");
        Files.write(directory.resolve("signed.ampkg"), bytes);
        Files.write(directory.resolve("signature.der"), signature);
        Files.write(directory.resolve("content"),
                SignedContent.of(java.util.HexFormat.of().parseHex(digest), "hw-1"));

        Tool.run(directory, "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature.der", "-content",
                "content", "-CAfile", "ca.pem", "-purpose", "any", "-out", "/dev/null").ok();
        String[] names = {"--PACKAGE-HEADER--", "info.yaml", "icon.png", "code.bin", "--PACKAGE-FOOTER--",
                "--PACKAGE-FOOTER--"};
        assertThat(Tool.run(directory, "tar", "-tzf", "signed.ampkg").lines()).containsExactly(names);
        assertThat(Tool.run(directory, "python3", "-c",
                "import tarfile; [print(name) for name in tarfile.open('signed.ampkg').getnames()]").lines())
                .containsExactly(names);
    }

    /** The border between what was prepared and what was just signed is nowhere to be seen. */
    private static void partsAndConditions(GatewayHouse house, byte[] bytes, String tag, PackageFacts facts) {
        PreparedPackage prepared = Json.read(
                house.foundation.objects().get(PreparedPackage.objectKey(facts.file().sha256())).orElseThrow(),
                PreparedPackage.class);
        int border = (int) prepared.prefix().size();
        assertThat(border).isBetween(200_000, bytes.length - 1);
        for (int[] range : new int[][]{{0, 99}, {border - 10, border + 9}, {border, bytes.length - 1},
                {border - 1, border - 1}}) {
            HttpResponse<byte[]> part = download(house, "hw-1", "Range", "bytes=" + range[0] + "-" + range[1]);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, range[0], range[1] + 1));
            assertThat(header(part, "Content-Range")).isEqualTo("bytes " + range[0] + "-" + range[1] + "/" + bytes.length);
        }
        HttpResponse<byte[]> head = send(house, "HEAD", "/package/download?id=hello.world&hardware-id=hw-1");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(bytes.length));
        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(download(house, "hw-1", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(download(house, "hw-1", "Range", "bytes=0-9", "If-Range", "\"another\"").body()).isEqualTo(bytes);
    }

    private void fiftyAtOnceAreOneSignature(GatewayHouse other) {
        int before = signer.signed.get();
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> download(i % 2 == 0 ? house : other, "hw-3"))).toList();

        byte[] first = answers.getFirst().join().body();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).isEqualTo(first);
        });
        assertThat(signer.signed.get() - before).as("one for each gateway at most").isBetween(1, 2);
        assertThat(house.foundation.objects().list("signatures/").stream().filter(key -> key.endsWith(
                TestSigner.hex(sha256("hw-3"))))).as("and of them all, one counts").hasSize(1);
    }

    private static byte[] sha256(String text) {
        try {
            return TestSigner.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void aNewCertificateMakesNewSignatures(String before, GatewayHouse... houses) throws Exception {
        signer.renew();
        register("store", "ampkg-store");

        for (GatewayHouse one : houses) {
            await().until(() -> !header(download(one, "hw-1"), "ETag").equals(before));
            HttpResponse<byte[]> renewed = download(one, "hw-1", "If-None-Match", before, "Range", "bytes=0-9", "If-Range",
                    before);
            assertThat(renewed.statusCode()).as("other bytes, so nothing goes on from the old ones").isEqualTo(200);
            checked(renewed.body(), "hw-1");
        }
    }

    @Test
    void whatIsMissingIsSaidAndLimitsHold(KafkaCluster kafka) throws Exception {
        Map<String, String> flags = new HashMap<>(Map.of(STORE_KEY, "store", "packages.limits.new-hardware-ids", "3",
                "packages.limits.hardware-id-length", "10", "signing.patience", "300ms", "packages.prepare-patience",
                "300ms"));
        open(kafka, flags);
        PackageFacts facts = upload(1000, house);

        // no signer has told of a key, or of none for this use
        HttpResponse<byte[]> noKey = download(house, "hw-1");
        assertThat(noKey.statusCode()).isEqualTo(500);
        assertThat(noKey.body()).isEmpty();
        register("store", "artifact");
        assertThat(download(house, "hw-1").statusCode()).isEqualTo(500);
        register("store", "ampkg-store");

        // nobody works
        HttpResponse<byte[]> unprepared = download(house, "hw-1");
        assertThat(unprepared.statusCode()).isEqualTo(503);
        assertThat(header(unprepared, "Retry-After")).isEqualTo("5");
        store.prepare(facts.file());
        HttpResponse<byte[]> unsigned = download(house, "hw-1");
        assertThat(unsigned.statusCode()).isEqualTo(503);
        assertThat(header(unsigned, "Retry-After")).isEqualTo("5");

        // the job that was ordered for the first caller is done when a signer comes
        house.work(Topic.WORK_SIGNING, 1, signer);
        await().atMost(Duration.ofSeconds(60)).until(() -> download(house, "hw-1").statusCode() == 200);

        // new hardware ids are counted, those that were seen are not, nor is none at all
        await().until(() -> download(house, "hw-2").statusCode() == 200);
        await().until(() -> download(house, "hw-3").statusCode() == 200);
        HttpResponse<byte[]> tooMany = download(house, "hw-4");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(tooMany, "Retry-After"))).isBetween(3000, 3601);
        assertThat(download(house, "hw-1").statusCode()).isEqualTo(200);
        await().until(() -> download(house, "").statusCode() == 200);
        assertThat(download(house, "hardware-id").statusCode()).as("11 bytes").isEqualTo(400);
        assertThat(house.foundation.objects().list("signatures/")).hasSize(4);
    }

    @Test
    void artifactsHaveDetachedSignatures(KafkaCluster kafka) throws Exception {
        Tool.need("openssl");
        open(kafka, Map.of("signing.artifact-key", "release"));
        house.work(Topic.WORK_INSTALLERS, 1, new TestWork());
        house.work(Topic.WORK_SIGNING, 1, signer);
        JobId job = house.submit(null, body("file", "what was made"));
        done(house.gateway.jobs().await(job, Duration.ofSeconds(20)));
        String path = "/api/v1/jobs/" + job + "/artifacts/a%20file.txt";
        HttpResponse<byte[]> noKey = send(house, "GET", path + ".sig");
        register("release", "artifact");

        HttpResponse<byte[]> signature = send(house, "GET", path + ".sig");

        assertThat(noKey.statusCode()).isEqualTo(500);
        assertThat(signature.statusCode()).isEqualTo(200);
        assertThat(header(signature, "Content-Type")).isEqualTo("application/pkcs7-signature");
        assertThat(header(signature, "Content-Disposition")).contains("a file.txt.sig");
        Files.write(directory.resolve("X"), send(house, "GET", path).body());
        Files.write(directory.resolve("X.sig"), signature.body());
        signer.authority(directory);
        assertThat(verified().status()).isZero();
        Files.writeString(directory.resolve("X"), "something else");
        assertThat(verified().status()).isNotZero();
        assertThat(send(house, "HEAD", path + ".sig").statusCode()).isEqualTo(200);
        assertThat(send(house, "GET", path + ".sig.sig").statusCode()).isEqualTo(404);
        assertThat(send(house, "GET", path + ".sig", "If-None-Match", header(signature, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(signer.signed).hasValue(1);
        keysAreListed();
        try (GatewayHouse unsigned = house.another(directory.resolve("objects"), Map.of()).open()) {
            HttpResponse<String> none = unsigned.get(path + ".sig");
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body()).contains("signing.artifact-key");
        }
    }

    private Tool.Ran verified() throws Exception {
        return Tool.run(directory, "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "X.sig", "-content", "X",
                "-CAfile", "ca.pem", "-purpose", "any", "-out", "/dev/null");
    }

    private void keysAreListed() throws Exception {
        JsonNode keys = json(house.get("/api/v1/signing/keys")).path("keys");

        assertThat(keys).hasSize(1);
        JsonNode key = keys.path(0);
        assertThat(key.path("name").asText()).isEqualTo("release");
        assertThat(key.path("uses").toString()).isEqualTo("[\"artifact\"]");
        assertThat(Instant.parse(key.path("not_after").asText())).isAfter(Instant.now());
        Files.writeString(directory.resolve("chain.pem"), key.path("chain").asText());
        String fingerprint = Tool.run(directory, "openssl", "x509", "-in", "chain.pem", "-noout", "-fingerprint", "-sha256")
                .ok().strip().replaceFirst(".*=", "").replace(":", "").toLowerCase(java.util.Locale.ROOT);
        assertThat(key.path("fingerprints").path(0).asText()).isEqualTo(fingerprint);
        assertThat(key.path("fingerprints")).hasSize(2);
    }
}

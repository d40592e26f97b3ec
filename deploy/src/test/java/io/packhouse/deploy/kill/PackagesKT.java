package io.packhouse.deploy.kill;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two hundred uploads, with updates and removals, while package stores, the signer and a gateway are killed: what was answered
 * {@code ok} is there, nothing is half there, and two gateways say the same, byte for byte.
 */
class PackagesKT {

    private static final int PACKAGES = 40;
    private static final int VERSIONS = 5;
    private static final int KILLS = 6;
    /** Uploads at once; what a killed gateway leaves without an answer. */
    private static final int DEVELOPERS = 6;
    /** Of these the last word is a removal. */
    private static final int REMOVED_ONES = 8;

    @TempDir
    Path directory;

    @Test
    void whatWasAnsweredOkIsThereWhileStoresAndAGatewayAreKilled() throws Exception {
        try (ApartHouse house = new ApartHouse(directory, settings());
                ExecutorService developers = Executors.newFixedThreadPool(DEVELOPERS)) {
            house.startBroker();
            int otherPort = FreePorts.next();
            ChildProcess gateway = house.startGateway();
            house.startGateway(otherPort);
            ChildProcess signer = house.startSigning();
            Deque<ChildProcess> stores = new ArrayDeque<>(List.of(house.startPackageStore(), house.startPackageStore()));
            stores.forEach(ApartHouse::awaitReady);
            ApartHouse.awaitReady(signer);
            StoreClient client = new StoreClient(house.gatewayUri());
            StoreClient other = new StoreClient(URI.create("http://127.0.0.1:" + otherPort));

            Map<String, List<byte[]>> files = files();
            Semaphore answers = new Semaphore(0);
            List<Future<?>> work = new ArrayList<>();
            files.forEach((id, versions) -> work.add(developers.submit(() -> {
                develop(client, id, versions, answers);
                return null;
            })));
            for (int kill = 0; kill < KILLS; kill++) {
                assertThat(answers.tryAcquire(PACKAGES * VERSIONS / (KILLS + 2), 2, TimeUnit.MINUTES)).as("uploads go on")
                        .isTrue();
                stores.removeFirst().kill9();
                stores.addLast(house.startPackageStore());
                if (kill == KILLS / 2) {
                    gateway.kill9();
                    house.startGateway();
                    signer.kill9();
                    house.startSigning();
                }
                ApartHouse.awaitReady(stores.peekLast());
            }
            for (Future<?> each : work) {
                each.get();
            }

            awaitQuiet(client);
            assertEverythingStands(client, other, files);
        }
    }

    private String[] settings() throws Exception {
        Path key = directory.resolve("store.p12");
        try (ChildProcess keytool = ChildProcess.start(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-storetype",
                        "PKCS12", "-keystore", key.toString(), "-storepass", "secret", "-alias", "store", "-keyalg", "EC",
                        "-groupname", "secp256r1", "-dname", "CN=store", "-validity", "30"),
                Map.of(), directory)) {
            assertThat(keytool.awaitExit(Duration.ofMinutes(1))).as(keytool::output).isZero();
        }
        Path password = Files.writeString(directory.resolve("password"), "secret");
        return new String[]{ApartHouse.MANY_ATTEMPTS, "packages.store-key=store", "signing.keys.store.file=" + key,
                "signing.keys.store.password-file=" + password, "signing.keys.store.uses=ampkg-store"};
    }

    private Map<String, List<byte[]>> files() throws Exception {
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        Map<String, List<byte[]>> files = new LinkedHashMap<>();
        for (int number = 0; number < PACKAGES; number++) {
            List<byte[]> versions = new ArrayList<>();
            for (int version = 0; version < VERSIONS; version++) {
                versions.add(Packages.make(scratch, "package." + number, "1." + version, 20_000));
            }
            files.put("package." + number, versions);
        }
        return files;
    }

    private static boolean isRemoved(String id) {
        return Integer.parseInt(id.substring("package.".length())) < REMOVED_ONES;
    }

    private static void develop(StoreClient client, String id, List<byte[]> versions, Semaphore answers)
            throws InterruptedException {
        for (byte[] version : versions) {
            JsonNode answer = client.upload(id, version);
            assertThat(answer.get("status").asText()).as(answer.toString()).isEqualTo("ok");
            assertThat(answer.get("id").asText()).isEqualTo(id);
            if (!client.isUncertain(id)) {
                var first = Arrays.equals(version, versions.getFirst());
                assertThat(answer.get("result").asText()).isEqualTo(first ? "added" : "updated");
            }
            answers.release();
        }
        if (isRemoved(id)) {
            JsonNode answer = client.remove(id);
            assertThat(client.isUncertain(id) || answer.get("removed").asInt() == 1).as(answer.toString()).isTrue();
        }
    }

    /** A request that was never answered may take effect late: then nothing is under way any more. */
    private static void awaitQuiet(StoreClient client) {
        Map<String, JsonNode> before = new HashMap<>();
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofSeconds(2)).until(() -> {
            JsonNode now = client.list();
            return now.equals(before.put("list", now));
        });
    }

    private static void assertEverythingStands(StoreClient client, StoreClient other, Map<String, List<byte[]>> files)
            throws Exception {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(other.list()).isEqualTo(client.list()));
        Map<String, String> listed = new TreeMap<>();
        client.list().forEach(entry -> listed.put(entry.get("id").asText(), entry.get("version").asText()));
        int certain = 0;
        for (Map.Entry<String, List<byte[]>> file : files.entrySet()) {
            String id = file.getKey();
            if (!client.isUncertain(id)) {
                certain++;
                assertThat(listed.get(id)).as(id).isEqualTo(isRemoved(id) ? null : "1." + (VERSIONS - 1));
            }
            if (listed.containsKey(id)) {
                byte[] signed = client.download(id, "device-1").orElseThrow();
                int version = Integer.parseInt(listed.get(id).substring(2));
                assertThat(Packages.inspect(signed).digest()).as("%s 1.%d", id, version)
                        .isEqualTo(Packages.inspect(file.getValue().get(version)).digest());
                assertThat(Packages.inspect(signed).storeSignature()).isNotNull();
                assertThat(other.download(id, "device-1")).as("the same bytes from another gateway").hasValue(signed);
            } else {
                assertThat(client.download(id, "device-1")).isEmpty();
            }
        }
        assertThat(certain).as("packages whose every request was answered").isPositive();
    }
}

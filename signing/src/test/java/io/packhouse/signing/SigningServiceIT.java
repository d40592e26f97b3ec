package io.packhouse.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningAudit;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.process.Foundation;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyUse;
import io.packhouse.signing.keys.TestKeys;
import io.packhouse.signing.keys.TestKeys.Pair;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two signers of one house, over real Kafka and real files. */
@OnEveryKafka
class SigningServiceIT {

    private static final int PACKAGES = 15;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    private SigningHouse house;
    private KeyFolder folder;
    private Pair store;
    private String certificate;
    private Foundation signer;

    @BeforeEach
    void open(KafkaCluster cluster) throws Exception {
        folder = new KeyFolder(directory);
        store = TestKeys.leaf("Store", TestKeys.ec("secp256r1"), null);
        certificate = folder.put("store", store, KeyUse.AMPKG_STORE);
        folder.put("addons", TestKeys.ca("Add-ons", TestKeys.ec("secp256r1")), KeyUse.XPI);
        house = new SigningHouse(KafkaSettings.local(cluster.bootstrapServers(), cluster.freshPrefix()),
                directory.resolve("objects"));
        Map<String, String> flags = new HashMap<>(Map.of("signing.workers", "2", "signing.reload-interval", "50ms"));
        flags.put("signing.keys.store.file", folder.file("store").toString());
        flags.put("signing.keys.store.password-env", "ANY");
        flags.put("signing.keys.store.uses", "ampkg-store, artifact");
        flags.put("signing.keys.addons.file", folder.file("addons").toString());
        flags.put("signing.keys.addons.password-env", "ANY");
        flags.put("signing.keys.addons.uses", "xpi");
        flags.put("signing.keys.lost.file", directory.resolve("lost.p12").toString());
        flags.put("signing.keys.lost.uses", "artifact");
        signer = house.signer(flags);
        house.signer(flags);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void signOnceWhatIsAskedForTwiceAndTellGatewaysOfTheirKeys() throws Exception {
        // when: every wish twice, as two gateways at once have it
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 2 * PACKAGES; i++) {
            jobs.add(house.ask(new MakeSignature(name(i / 2), null)));
        }

        // then: one answer for each, the object, which verifies, and which was audited
        for (int i = 0; i < PACKAGES; i++) {
            Signature first = signature(jobs.get(2 * i));
            assertThat(signature(jobs.get(2 * i + 1)).bytes()).isEqualTo(first.bytes());
            assertThat(Json.read(house.objects().get(name(i).objectKey()).orElseThrow(), Signature.class).bytes())
                    .isEqualTo(first.bytes());
            Signer.verify(store.key(), new MakeSignature(name(i), null), first.bytes());
        }
        List<SigningAudit> audit = house.records(Topic.AUDIT_SIGNING, SigningAudit.class);
        for (int i = 0; i < PACKAGES; i++) {
            SignatureName name = name(i);
            assertThat(audit).anySatisfy(record -> {
                assertThat(record.signature()).isEqualTo(name);
                assertThat(record.caller()).isEqualTo("somebody");
            });
        }
        assertThat(keys().keys()).extracting(SigningKeys.Key::name).containsExactly("addons", "store");
        assertThat(keys().find("store").orElseThrow().uses()).containsExactlyInAnyOrder("ampkg-store", "artifact");

        // and: the key that cannot be read is told, not hidden by the good ones
        var ready = signer.health().ready();
        assertThat(ready.up()).isFalse();
        assertThat(ready.checks().get("signing-keys").detail()).contains("lost: the key file", "is not there",
                "store: valid until 2046-01-01T00:00:00Z");
        assertThat(ready.checks().get("signing-monitor").detail()).startsWith("lost: ").doesNotContain("store");

        // when: a new file for the store's key
        Pair renewed = TestKeys.issued("Store", TestKeys.ec("secp256r1"), null, false, TestKeys.FROM,
                TestKeys.UNTIL.minusSeconds(1));
        String other = folder.put("store", renewed);

        // then: gateways learn of it, and both certificates can be asked for
        await().atMost(SOON).until(() -> keys().find("store").orElseThrow().certificate().equals(other));
        var next = new SignatureName(SignatureKind.AMPKG_STORE, "store", other, name(0).digest(), "device");
        Signer.verify(renewed.key(), new MakeSignature(next, null),
                signature(house.ask(new MakeSignature(next, null))).bytes());
        Signer.verify(store.key(), new MakeSignature(name(99), null),
                signature(house.ask(new MakeSignature(name(99), null))).bytes());

        // and: what a key is not for is refused, and large content travels
        Outcome refused = house.outcome(house.ask(
                new MakeSignature(new SignatureName(SignatureKind.AMPKG_DEVELOPER, "store", other, name(0).digest(), ""),
                        null)));
        assertThat(refused).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(Failure.Code.FORBIDDEN));
        byte[] manifest = new byte[500_000];
        new Random(5).nextBytes(manifest);
        var addon = new SignatureName(SignatureKind.XPI_COSE, "addons", keys().find("addons").orElseThrow().certificate(),
                HexFormat.of().formatHex(CmsSigner.sha256(manifest)), "addon@example.org");
        assertThat(signature(house.ask(new MakeSignature(addon, manifest))).name()).isEqualTo(addon);
    }

    private SigningKeys keys() {
        return house.records(Topic.REGISTRY, SigningKeys.class).getLast();
    }

    private Signature signature(JobId job) {
        Outcome outcome = house.outcome(job);
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return Json.convert(((Outcome.Succeeded) outcome).result(), Signature.class);
    }

    private SignatureName name(int number) {
        byte[] digest = CmsSigner.sha256(new byte[]{(byte) number});
        return new SignatureName(SignatureKind.AMPKG_STORE, "store", certificate, HexFormat.of().formatHex(digest),
                "device");
    }
}

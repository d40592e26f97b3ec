package io.packhouse.repackager.signature;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.kafka.RegistryEntry;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is signed in which order, what is asked for, and what becomes of answers other than a signature. */
class AddonSigningTest {

    private static final String ID = "tool@example.org";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Command COMMAND = new Command(JobId.random(), Kind.ADDON, "site", Instant.EPOCH, "00-trace",
            Json.tree(Map.of()));
    private static final List<NewEntry> ENTRIES = List.of(NewEntry.directory("lib"), entry("lib/main.js", "main"),
            entry("manifest.json", "{}"));

    @TempDir
    static Path certificates;
    private static TestPki pki;

    @TempDir
    Path folder;
    private FileObjectStore objects;
    private SigningAtOnce signing;
    private final RegistryEntry<SigningKeys> keys = new RegistryEntry<>(SigningKeys.ENTRY, SigningKeys.class,
            new SigningKeys(List.of()));

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        pki = TestPki.at(certificates);
        pki.addon("leaf", ID, "rsa:2048");
    }

    @BeforeEach
    void open() {
        objects = new FileObjectStore(folder);
        signing = new SigningAtOnce(objects);
    }

    @Test
    void anAuthoritysKeySignsTwice() throws Exception {
        tell(pki.key("addons", "RSA", "middle", "root"));

        List<NewEntry> signed = sign(ID, ENTRIES);

        assertThat(signed.subList(0, 3)).isEqualTo(ENTRIES);
        assertThat(signed.stream().skip(3)).extracting(NewEntry::name).containsExactly("META-INF/cose.manifest",
                "META-INF/cose.sig", "META-INF/manifest.mf", "META-INF/mozilla.sf", "META-INF/mozilla.rsa");
        assertThat(text(signed, 3)).contains("Name: lib/main.js\n", "Name: manifest.json\n").doesNotContain("META-INF",
                "lib/\n");
        assertThat(text(signed, 4)).isEqualTo("signed xpi-cose");
        assertThat(text(signed, 5)).startsWith(text(signed, 3)).containsSubsequence("Name: META-INF/cose.manifest\n",
                "Name: META-INF/cose.sig\n").doesNotContain("manifest.mf");
        assertThat(text(signed, 6)).startsWith("Signature-Version: 1.0\n");
        assertThat(text(signed, 7)).isEqualTo("signed xpi-pkcs7");
        assertThat(signing.commands).extracting(this::kind).containsExactly(SignatureKind.XPI_COSE, SignatureKind.XPI_PKCS7);
    }

    @Test
    void anotherRsaKeySignsOnce() throws Exception {
        tell(pki.key("addons", "RSA", "leaf", "middle"));

        assertThat(sign(ID, ENTRIES).stream().skip(3)).extracting(NewEntry::name).containsExactly("META-INF/manifest.mf",
                "META-INF/mozilla.sf", "META-INF/mozilla.rsa");
        assertThat(signing.commands).extracting(this::kind).containsExactly(SignatureKind.XPI_PKCS7);
    }

    @Test
    void theCommandSaysForWhomAndWhat() throws Exception {
        tell(pki.key("addons", "RSA", "leaf"));

        List<NewEntry> signed = sign(ID, ENTRIES);

        Command command = signing.commands.getFirst();
        assertThat(command.kind()).isEqualTo(Kind.SIGNATURE);
        assertThat(command.caller()).isEqualTo("site");
        assertThat(command.traceparent()).isEqualTo("00-trace");
        MakeSignature wanted = command.bodyAs(MakeSignature.class);
        assertThat(wanted.content()).isEqualTo(text(signed, 4).getBytes(UTF_8));
        assertThat(wanted.name().qualifier()).isEqualTo(ID);
        assertThat(wanted.name().key()).isEqualTo("addons");
        assertThat(wanted.name().certificate()).isEqualTo(pki.key("addons", "RSA", "leaf").certificate());
    }

    @Test
    void whatIsSignedIsNotSignedAgain() throws Exception {
        tell(pki.key("addons", "RSA", "middle", "root"));
        List<NewEntry> first = sign(ID, ENTRIES);

        signing.silent();

        assertThat(texts(sign(ID, ENTRIES))).isEqualTo(texts(first));
        assertThat(signing.commands).hasSize(2);
    }

    @Test
    void aLongListTravelsInABlob() throws Exception {
        tell(pki.key("addons", "RSA", "middle", "root"));
        List<NewEntry> many = IntStream.range(0, 2_000).mapToObj(i -> entry("file" + i, "")).toList();

        assertThat(sign(ID, many)).hasSize(2_005);
    }

    @Test
    void aKeyThatComesLateIsWaitedFor() throws Exception {
        var signed = new AtomicReference<List<NewEntry>>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                signed.set(sign(ID, ENTRIES));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        tell(pki.key("others", "RSA", "leaf"));
        tell(pki.key("others", "RSA", "leaf"), pki.key("addons", "RSA", "leaf"));

        assertThat(waiting.join(LONG)).isTrue();
        assertThat(signed.get()).hasSize(6);
    }

    @Test
    void keysThatAreNotForAddonsAreRefused() throws Exception {
        SigningKeys.Key leaf = pki.key("addons", "RSA", "leaf");
        tell(new SigningKeys.Key("addons", "RSA", Set.of("ampkg-store"), leaf.certificate(), leaf.notBefore(),
                leaf.notAfter(),
                leaf.chain()));
        assertRefused(ID, Code.FORBIDDEN, "signing.keys.addons.uses has to name xpi");

        tell(pki.key("addons", "EC", "leaf"));
        assertRefused(ID, Code.FORBIDDEN, "needs an RSA key or that of a CA");
        assertThat(signing.commands).isEmpty();
    }

    @Test
    void anAddonWithoutAnIdIsRefused() throws Exception {
        tell(pki.key("addons", "RSA", "leaf"));

        assertRefused("", Code.INVALID_REQUEST, "browser_specific_settings.gecko.id");
    }

    @ParameterizedTest
    @CsvSource({"INVALID_REQUEST, INVALID_REQUEST", "FORBIDDEN, FORBIDDEN", "TOO_LARGE, TOO_LARGE",
            "UNAVAILABLE, UNAVAILABLE",
            "ATTEMPTS_EXHAUSTED, UNAVAILABLE", "TIME_LIMIT, UNAVAILABLE", "ABANDONED, UNAVAILABLE", "INTERNAL, UNAVAILABLE"})
    void whatSigningSaysIsSaid(Code said, Code code) throws Exception {
        tell(pki.key("addons", "RSA", "leaf"));
        signing.failing(new Failure(said, "the certificate is not valid now"));

        assertRefused(ID, code, "the certificate is not valid now");
    }

    @Test
    void aCancelledSignatureIsTriedAgain() throws Exception {
        tell(pki.key("addons", "RSA", "leaf"));
        signing.cancelled();

        assertRefused(ID, Code.UNAVAILABLE, "ended without a signature");
    }

    @Test
    void noAnswerIsGivenUpInTime() throws Exception {
        signing.silent();
        assertThatThrownBy(() -> signer(Duration.ofMillis(50)).sign(COMMAND, ID, ENTRIES))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.UNAVAILABLE))
                .hasMessageContaining("the signing key 'addons', which add-ons are signed with, did not come within 50 ms");

        tell(pki.key("addons", "RSA", "leaf"));
        assertThatThrownBy(() -> signer(Duration.ofMillis(50)).sign(COMMAND, ID, ENTRIES))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.UNAVAILABLE))
                .hasMessageContaining("the signature xpi-pkcs7 of the add-on did not come");
    }

    @Test
    void aStoppedAttemptEndsAtOnce() throws Exception {
        tell(pki.key("addons", "RSA", "leaf"));
        signing.silent();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sign(ID, ENTRIES)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> EntryDigest.of(ENTRIES)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void assertRefused(String id, Code code, String sentence) {
        assertThatThrownBy(() -> sign(id, ENTRIES))
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    private List<NewEntry> sign(String id, List<NewEntry> entries) throws IOException, InterruptedException {
        return signer(LONG).sign(COMMAND, id, entries);
    }

    private AddonSigning signer(Duration limit) {
        return new AddonSigning("addons", limit, keys, signing, objects);
    }

    private void tell(SigningKeys.Key... known) {
        keys.fold(new LogRecord(Topic.REGISTRY, new Position(0, 0), Instant.now(), SigningKeys.ENTRY, Map.of(),
                Json.write(new SigningKeys(List.of(known)))));
    }

    private SignatureKind kind(Command command) {
        return command.bodyAs(MakeSignature.class).name().kind();
    }

    private static NewEntry entry(String name, String text) {
        return new NewEntry(name, Content.of(text.getBytes(UTF_8)));
    }

    private static String text(List<NewEntry> entries, int index) throws IOException {
        return new String(entries.get(index).content().bytes(1 << 20), UTF_8);
    }

    private static List<String> texts(List<NewEntry> entries) throws IOException {
        var texts = new ArrayList<String>();
        for (int i = 0; i < entries.size(); i++) {
            texts.add(text(entries, i));
        }
        return texts;
    }
}

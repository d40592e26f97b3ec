package io.packhouse.installerbuilder;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.contracts.installers.BuildInstallers.Vessel;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.PrivateKeys;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.base.BaseInstallers;
import io.packhouse.installerbuilder.base.BaseSource;
import io.packhouse.installerbuilder.keys.KeyPool;
import io.packhouse.installerbuilder.keys.PairMaker;
import io.packhouse.installerbuilder.sample.SampleBases;
import io.packhouse.platform.crypto.SealedBox;
import io.packhouse.platform.objects.ArtifactContent;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.platformtestkit.HeardAttempt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BuildInstallersHandlerTest {

    private static final ReservedVessel RESERVED = new ReservedVessel(20, "65537 1000000007");
    private static final Map<String, String> KEYS = Map.of("alex", "12345 54321", "bob", "3 33", "carl", "7 77");
    private static final List<Vessel> VESSELS = List.of(new Vessel(60, "alex", List.of("bob")),
            new Vessel(20, "carl", List.of()));

    @TempDir
    Path directory;
    private FileObjectStore store;
    private BaseInstallers bases;
    private final KeyPool pool = new KeyPool(new PairMaker(1024), 1);

    @BeforeEach
    void open() throws Exception {
        SampleBases.writeTo(Files.createDirectory(directory.resolve("bases")));
        store = new FileObjectStore(directory.resolve("objects"));
        bases = new BaseInstallers(BaseSource.folder(directory.resolve("bases")), store, BaseLimits.DEFAULT,
                new SimpleMeterRegistry(), Clock.systemUTC());
        bases.start();
    }

    @AfterEach
    void close() {
        bases.close();
        pool.close();
    }

    @Test
    void buildsAnInstallerForEveryPlatformFromGivenKeys() throws Exception {
        // given
        Command command = command(new BuildInstallers(VESSELS, KEYS, List.of(), null, null));

        // when
        JobResult result = handler().run(command, new HeardAttempt());

        // then
        assertThat(result.artifacts()).extracting(Artifact::name).containsExactly("seattle_win.zip", "seattle_mac.tgz",
                "seattle_linux.tgz", "seattle_android.zip");
        assertThat(result.sealed()).isNull();
        var built = (InstallersBuilt) result.result();
        assertThat(built.publicKeys()).isEqualTo(KEYS);
        assertThat(built.madeFor()).isEmpty();
        assertThat(built.sealedKeys()).isNull();
        assertThat(built.platforms()).containsEntry("linux", "seattle_linux.tgz").hasSize(4);
        assertThat(built.bases()).hasSize(4).allSatisfy((_, digest) -> assertThat(store.find(digest)).isPresent());
        assertThat(vesselinfo(result)).isEqualTo("Percent 60\nOwner 12345 54321\nUser 3 33\n"
                + "Percent 20\nOwner 7 77\nPercent 20\nOwner 65537 1000000007");
    }

    @Test
    void writesNothingToTheStore() throws Exception {
        // given
        Command command = command(new BuildInstallers(VESSELS, KEYS, List.of(), null, null));
        long before = files();

        // when
        handler().run(command, new HeardAttempt());

        // then
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void sealsMadeKeysForTheEventOnly() throws Exception {
        try (var reader = SealedBox.newKeyPair()) {
            // given
            Command command = command(new BuildInstallers(List.of(new Vessel(80, "mira", List.of("noah"))), Map.of(),
                    List.of("mira", "noah", "nobody"), reader.publicKey(), KeyDelivery.EVENT));

            // when
            JobResult result = handler().run(command, new HeardAttempt());

            // then
            var built = (InstallersBuilt) result.result();
            assertThat(built.sealedKeys()).isNull();
            assertThat(built.madeFor()).containsExactly("mira", "noah", "nobody");
            assertThat(built.publicKeys()).containsOnlyKeys("mira", "noah", "nobody");
            PrivateKeys keys = opened(reader, command, result.sealed());
            assertThat(keys.privateKeys()).containsOnlyKeys("mira", "noah", "nobody");
            assertThat(vesselinfo(result)).isEqualTo("Percent 80\nOwner " + built.publicKeys().get("mira") + "\nUser "
                    + built.publicKeys().get("noah") + "\nPercent 20\nOwner 65537 1000000007");
            String[] secret = keys.privateKeys().get("noah").split(" ", -1);
            assertThat(Json.tree(result.result()).toString()).doesNotContain(secret[0], secret[1], secret[2]);
        }
    }

    @Test
    void sealsMadeKeysIntoTheResultWhenTheCallerBroughtAKeyOfItsOwn() throws Exception {
        try (var reader = SealedBox.newKeyPair()) {
            // given
            Command command = command(new BuildInstallers(List.of(new Vessel(80, "mira", List.of())), Map.of(),
                    List.of("mira"), reader.publicKey(), KeyDelivery.RESULT));

            // when
            JobResult result = handler().run(command, new HeardAttempt());

            // then
            assertThat(result.sealed()).isNull();
            var built = (InstallersBuilt) result.result();
            assertThat(opened(reader, command, built.sealedKeys()).privateKeys()).containsOnlyKeys("mira");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 ", "5 8051\n", "5 8051\nPercent 20\nOwner 1 2", "a b", "5  8051", "5 8051 9"})
    void refusesAKeyThatWouldPoisonTheInstaller(String key) {
        // given
        Command command = command(new BuildInstallers(List.of(new Vessel(80, "mira", List.of())), Map.of("mira", key),
                List.of(), null, null));

        // when
        var thrown = catchThrowableOfType(FailureException.class, () -> handler().run(command, new HeardAttempt()));

        // then
        assertThat(thrown.failure().code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(thrown).hasMessageStartingWith("A node would refuse this vesselinfo: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 75, 90, 0, -80, 100})
    void refusesSharesThatANodeWouldRefuse(int percentage) {
        // given
        Command command = command(new BuildInstallers(List.of(new Vessel(percentage, "alex", List.of())), KEYS, List.of(),
                null, null));

        // when / then
        assertThatThrownBy(() -> handler().run(command, new HeardAttempt())).isInstanceOf(FailureException.class)
                .hasMessageStartingWith("A node would refuse this vesselinfo: ");
    }

    @Test
    void refusesUsersWithoutAnyKeyAndSaysWhich() {
        // given
        Command command = command(new BuildInstallers(List.of(new Vessel(80, "alex", List.of("bob", "dora"))), KEYS,
                List.of(), null, null));

        // when
        var thrown = catchThrowableOfType(FailureException.class, () -> handler().run(command, new HeardAttempt()));

        // then
        assertThat(thrown.failure().violations()).singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("/vessels/0/users/1"));
    }

    @Test
    void refusesBodiesThatAreNoCommand() {
        // given
        var body = Json.mapper().createObjectNode().put("vessels", "many");
        var command = new Command(JobId.random(), Kind.INSTALLERS, "test", Instant.now(), null, body);

        // when / then
        assertThatThrownBy(() -> handler().run(command, new HeardAttempt())).isInstanceOf(FailureException.class)
                .hasMessageContaining("BuildInstallers");
    }

    @Test
    void refusesAKeyThatIsBothGivenAndToBeMade() {
        // given
        Command command = command(new BuildInstallers(VESSELS, KEYS, List.of("bob"), new byte[32], KeyDelivery.EVENT));

        // when / then
        assertThatThrownBy(() -> handler().run(command, new HeardAttempt())).isInstanceOf(FailureException.class)
                .hasMessageContaining("'bob' is both given and to be made");
    }

    @Test
    void endsOnlyTheAttemptWhenABaseIsMissing() {
        // given
        var handler = new BuildInstallersHandler(Map::of, RESERVED, pool, SealedBox::seal, artifact -> artifact);
        Command command = command(new BuildInstallers(VESSELS, KEYS, List.of(), null, null));

        // when
        var thrown = catchThrowableOfType(FailureException.class, () -> handler.run(command, new HeardAttempt()));

        // then
        assertThat(thrown.failure().code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        // given
        Command command = command(new BuildInstallers(VESSELS, KEYS, List.of(), null, null));
        Thread.currentThread().interrupt();

        // when / then
        assertThatThrownBy(() -> handler().run(command, new HeardAttempt())).isInstanceOf(InterruptedException.class);
    }

    @Test
    void materialisesWholeFilesWhereItIsToldTo() throws Exception {
        // given
        var handler = new BuildInstallersHandler(bases::snapshot, RESERVED, pool, SealedBox::seal,
                new ArtifactContent(store)::materialise);
        Command command = command(new BuildInstallers(VESSELS, KEYS, List.of(), null, null));

        // when
        List<Artifact> whole = handler.run(command, new HeardAttempt()).artifacts();

        // then: the same files as from segments
        List<Artifact> segments = handler().run(command, new HeardAttempt()).artifacts();
        assertThat(whole).allMatch(artifact -> artifact.segments().size() == 1);
        assertThat(whole).extracting(Artifact::sha256).isEqualTo(segments.stream().map(Artifact::sha256).toList());
        assertThat(segments).allMatch(
                artifact -> artifact.segments().stream().anyMatch(Segment.Inline.class::isInstance));
    }

    private BuildInstallersHandler handler() {
        return new BuildInstallersHandler(bases::snapshot, RESERVED, pool, SealedBox::seal, artifact -> artifact);
    }

    private static Command command(BuildInstallers body) {
        return new Command(JobId.random(), Kind.INSTALLERS, "test", Instant.parse("2026-11-21T10:00:00Z"), null,
                Json.tree(body));
    }

    private static PrivateKeys opened(SealedBox.KeyPair reader, Command command, byte @Nullable [] sealed) {
        assertThat(sealed).isNotNull();
        return Json.read(SealedBox.open(reader, command.job().value().getBytes(US_ASCII), sealed), PrivateKeys.class);
    }

    private String vesselinfo(JobResult result) throws Exception {
        Artifact zip = result.artifacts().getFirst();
        try (InputStream in = new ArtifactContent(store).open(zip); var reader = new ZipInputStream(in)) {
            for (var entry = reader.getNextEntry(); entry != null; entry = reader.getNextEntry()) {
                if (entry.getName().equals("seattle/seattle_repy/vesselinfo")) {
                    return new String(reader.readAllBytes(), US_ASCII);
                }
            }
        }
        throw new AssertionError("no vesselinfo in " + zip.name());
    }

    private long files() throws Exception {
        try (var files = Files.walk(directory.resolve("objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}

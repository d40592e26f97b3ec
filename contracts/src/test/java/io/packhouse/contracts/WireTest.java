package io.packhouse.contracts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.contracts.installers.BuildInstallers.Vessel;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.PrivateKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** Each document has exactly the text that is kept under {@code wire/}, and is read back from it. */
class WireTest {

    private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef01234567");
    private static final Instant AT = Instant.parse("2026-11-21T06:31:52.123456789Z");
    private static final Instant WHOLE_SECOND = Instant.parse("2026-11-21T06:31:52Z");
    private static final String BLOB = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String OTHER = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final Set<String> DATA = Set.of("result", "public_keys", "platforms", "bases", "private_keys");

    /** One document. */
    record Sample(String name, Class<?> type, Object value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> samples() {
        List<Sample> all = new ArrayList<>();
        all.addAll(commands());
        all.addAll(events());
        all.addAll(outcomes());
        all.add(new Sample("blob-ref", BlobRef.class, new BlobRef(BLOB, 4_700_000_000L)));
        all.add(new Sample("artifact", Artifact.class, artifact()));
        all.add(new Sample("artifact-empty", Artifact.class, new Artifact("empty", "text/plain", 0, BLOB, List.of())));
        all.add(new Sample("failure", Failure.class, new Failure(Failure.Code.NOT_FOUND, "there is no such job")));
        all.add(new Sample("failure-violations", Failure.class,
                new Failure(Failure.Code.INVALID_REQUEST, "the request is wrong",
                        List.of(new Failure.Violation("/vessels/0/percentage", "15 is no multiple of ten")))));
        return all;
    }

    private static List<Sample> commands() {
        List<Vessel> vessels = List.of(new Vessel(20, "zoe", List.of("bob", "al")), new Vessel(80, "al", List.of()));
        return List.of(
                new Sample("build-installers", BuildInstallers.class,
                        new BuildInstallers(vessels, keys("zoe", "65537 99", "al", "3 15"), List.of("bob"),
                                new byte[]{0, 1, (byte) 0xfe, (byte) 0xff}, KeyDelivery.EVENT)),
                new Sample("build-installers-result", BuildInstallers.class,
                        new BuildInstallers(vessels, Map.of(), List.of("zoe", "bob", "al"), new byte[32],
                                KeyDelivery.RESULT)),
                new Sample("build-installers-given-keys", BuildInstallers.class,
                        new BuildInstallers(vessels, keys("zoe", "65537 99"), List.of(), null, null)),
                new Sample("installers-built", InstallersBuilt.class,
                        new InstallersBuilt(keys("zoe", "65537 99", "bob", "65537 77", "al", "3 15"), List.of("bob"),
                                keys("windows", "seattle_win.zip", "linux", "seattle_linux.tgz"),
                                keys("windows", BLOB, "linux", OTHER), null)),
                new Sample("installers-built-sealed", InstallersBuilt.class,
                        new InstallersBuilt(Map.of(), List.of(), Map.of(), Map.of(), new byte[]{1, 2, 3})),
                new Sample("private-keys", PrivateKeys.class, new PrivateKeys(keys("zoe", "7 5 3", "al", "9 7 5"))));
    }

    private static List<Sample> events() {
        return List.of(
                new Sample("event-started", Event.class, new Event.Started(JOB, AT, "a1b2", 2, "builder-7")),
                new Sample("event-progress", Event.class, new Event.Progress(JOB, AT, "a1b2", 0.25, "packing")),
                new Sample("event-log", Event.class, new Event.Logged(JOB, AT, "a1b2", "grün \u0007 \"quoted\" 😀")),
                new Sample("event-ended", Event.class,
                        new Event.Ended(JOB, WHOLE_SECOND, Kind.INSTALLERS, JobState.SUCCEEDED, null)),
                new Sample("event-ended-sealed", Event.class,
                        new Event.Ended(JOB, AT, Kind.INSTALLERS, JobState.SUCCEEDED, new byte[]{(byte) 0xfb, (byte) 0xff})),
                new Sample("event-unknown", Event.class, new Event.Unknown(JOB, AT)));
    }

    private static List<Sample> outcomes() {
        return List.of(
                new Sample("outcome-succeeded", Outcome.class,
                        new Outcome.Succeeded(Kind.INSTALLERS, AT, "a1b2",
                                Json.tree(new InstallersBuilt(keys("al", "3 15"), List.of(), Map.of(), Map.of(), null)),
                                List.of(artifact()))),
                new Sample("outcome-failed", Outcome.class,
                        new Outcome.Failed(Kind.INSTALLERS, AT, "a1b2",
                                new Failure(Failure.Code.TIME_LIMIT, "it took too long"))),
                new Sample("outcome-failed-unattempted", Outcome.class,
                        new Outcome.Failed(Kind.INSTALLERS, WHOLE_SECOND, null,
                                new Failure(Failure.Code.ABANDONED, "no worker took it"))),
                new Sample("outcome-cancelled", Outcome.class, new Outcome.Cancelled(Kind.INSTALLERS, AT, "api:jo")));
    }

    private static Artifact artifact() {
        return new Artifact("seattle_linux.tgz", "application/gzip", 4_700_000_004L, OTHER,
                List.of(new Segment.Range(BLOB, 512, 4_700_000_000L),
                        new Segment.Inline(new byte[]{31, (byte) 0x8b, 8, 0})));
    }

    private static Map<String, String> keys(String... pairs) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            keys.put(pairs[i], pairs[i + 1]);
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWrittenAsItAlwaysWas(Sample sample) {
        assertThat(Wire.write(sample.value)).isEqualTo(Wire.text(sample.name));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadAsItAlwaysWas(Sample sample) {
        Object read = Wire.read(Wire.text(sample.name), sample.type);

        assertThat(read).isInstanceOf(sample.value.getClass());
        // Records with byte arrays are not equal by themselves.
        assertThat(read).usingRecursiveComparison().isEqualTo(sample.value);
        assertThat(Wire.write(read)).isEqualTo(Wire.text(sample.name));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadWithMembersOfANewerVersion(Sample sample) {
        JsonNode newer = Wire.read(Wire.text(sample.name), JsonNode.class);
        addMembersTo(newer);

        assertThat(Wire.read(newer.toString(), sample.type)).usingRecursiveComparison().isEqualTo(sample.value);
    }

    /** To every object but those whose members are data. */
    private static void addMembersTo(JsonNode tree) {
        tree.properties().forEach(member -> {
            if (!DATA.contains(member.getKey())) {
                addMembersTo(member.getValue());
            }
        });
        switch (tree) {
            case ObjectNode object -> object.putObject("of_the_future").putArray("a").add(1).addNull();
            case ArrayNode array -> array.forEach(WireTest::addMembersTo);
            default -> {
            }
        }
    }

    @Test
    void everyKeptDocumentIsTested() throws Exception {
        try (Stream<Path> kept = Files.list(Path.of(Wire.class.getResource("/wire").toURI()))) {
            assertThat(kept.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(samples().stream().map(sample -> sample.name + ".json").toList());
        }
    }
}

package io.packhouse.contracts;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.PrivateKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Documents of older and newer versions: read whole, or refused, never half. */
class ToleranceTest {

    private static final String JOB = "0123456789abcdef0123456789abcdef01234567";
    private static final String BLOB = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void anEventOfAnUnknownTypeKeepsJobAndTime() {
        String newer = "{\"type\":\"queued-again\",\"job\":\"" + JOB
                + "\",\"at\":\"2026-11-21T06:31:52Z\",\"reason\":{\"x\":[1]}}";

        assertThat(Wire.read(newer, Event.class))
                .isEqualTo(new Event.Unknown(new JobId(JOB), Instant.parse("2026-11-21T06:31:52Z")));
    }

    @Test
    void anEventWhoseTypeComesLastIsReadAllTheSame() {
        String event = "{\"job\":\"" + JOB
                + "\",\"at\":\"2026-11-21T06:31:52Z\",\"attempt\":\"a\",\"line\":\"x\",\"type\":\"log\"}";

        assertThat(Wire.read(event, Event.class)).isInstanceOf(Event.Logged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"type\":\"ended\",\"job\":\"" + JOB
                    + "\",\"at\":\"2026-11-21T06:31:52Z\",\"kind\":\"installers\",\"state\":\"paused\"}",
            "{\"type\":\"ended\",\"job\":\"" + JOB
                    + "\",\"at\":\"2026-11-21T06:31:52Z\",\"kind\":\"installers\",\"state\":2}",
            "{\"type\":\"ended\",\"job\":\"" + JOB + "\",\"at\":\"2026-11-21T06:31:52Z\",\"kind\":\"installers\"}",
            "{\"type\":\"started\",\"job\":\"" + JOB
                    + "\",\"at\":\"2026-11-21T06:31:52Z\",\"attempt\":\"a\",\"worker\":\"w\"}",
            "{\"type\":\"started\",\"job\":\"no id\",\"at\":\"2026-11-21T06:31:52Z\",\"attempt\":\"a\",\"worker\":\"w\",\"number\":1}",
            "{\"type\":\"log\",\"at\":\"2026-11-21T06:31:52Z\",\"attempt\":\"a\",\"line\":\"x\"}",
            "{\"type\":\"of-the-future\",\"at\":\"2026-11-21T06:31:52Z\"}",
            "{\"type\":\"of-the-future\",\"job\":\"" + JOB + "\"}",
            "{}", "[]", "null", "\"x\"", "", "{\"type\":"})
    void anEventThatIsNotWholeIsRefused(String event) {
        assertRefused(event, Event.class);
    }

    @Test
    void aFailureWithAnUnknownCodeIsUnknownAndKeepsItsMessage() {
        assertThat(Wire.read("{\"code\":\"quota-exceeded\",\"message\":\"too many jobs\"}", Failure.class))
                .isEqualTo(new Failure(Failure.Code.UNKNOWN, "too many jobs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"state\":\"suspended\",\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\"}",
            "{\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\",\"by\":\"me\"}",
            "{\"state\":\"cancelled\",\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\"}",
            "{\"state\":\"cancelled\",\"ended_at\":\"2026-11-21T06:31:52Z\",\"by\":\"me\"}",
            "{\"state\":\"cancelled\",\"kind\":\"installers\",\"by\":\"me\"}",
            "{\"state\":\"failed\",\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\"}",
            "{\"state\":\"failed\",\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\",\"failure\":{\"code\":\"internal\"}}",
            "{\"state\":\"succeeded\",\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\",\"attempt\":\"a\"}",
            "{\"state\":\"succeeded\",\"kind\":\"installers\",\"ended_at\":\"2026-11-21T06:31:52Z\",\"result\":{}}", "null",
            "{}"})
    void anOutcomeThatIsNotWholeIsRefused(String outcome) {
        assertRefused(outcome, Outcome.class);
    }

    @Test
    void theUnknownOutcomeIsNamed() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Wire.read("{\"state\":\"suspended\",\"kind\":\"installers\"}", Outcome.class))
                .withMessageContaining("suspended");
    }

    @Test
    void anOlderOutcomeNamesNoArtifacts() {
        String older = "{\"state\":\"succeeded\",\"kind\":\"k\",\"ended_at\":\"2026-11-21T06:31:52Z\",\"attempt\":\"a\",\"result\":{}}";

        assertThat(Wire.read(older, Outcome.class)).isInstanceOfSatisfying(Outcome.Succeeded.class,
                succeeded -> assertThat(succeeded.artifacts()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"sparse\",\"length\":7}", "{\"length\":7}",
            "{\"type\":\"range\",\"offset\":0,\"length\":1}",
            "{\"type\":\"range\",\"blob\":\"" + BLOB + "\",\"length\":1}",
            "{\"type\":\"range\",\"blob\":\"" + BLOB + "\",\"offset\":1}",
            "{\"type\":\"range\",\"blob\":\"" + BLOB + "\",\"offset\":1.5,\"length\":1}",
            "{\"type\":\"range\",\"blob\":\"" + BLOB + "\",\"offset\":\"1\",\"length\":1}",
            "{\"type\":\"range\",\"blob\":\"" + BLOB + "\",\"offset\":null,\"length\":1}", "{\"type\":\"inline\"}",
            "{\"type\":\"inline\",\"bytes\":null}", "{\"type\":\"inline\",\"bytes\":\"\"}",
            "{\"type\":\"inline\",\"bytes\":\"?\"}"})
    void aSegmentThatIsNotWholeIsRefusedAndItsArtifactWithIt(String segment) {
        assertRefused(segment, Segment.class);
        assertRefused(
                "{\"name\":\"n\",\"content_type\":\"t\",\"size\":1,\"sha256\":\"" + BLOB + "\",\"segments\":[" + segment
                        + "]}",
                Artifact.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sha256\":\"" + BLOB + "\"}", "{\"size\":1}", "{\"sha256\":null,\"size\":1}"})
    void aBlobRefThatIsNotWholeIsRefused(String blob) {
        assertRefused(blob, BlobRef.class);
    }

    @Test
    void anOlderCommandHasNoKeysToMake() {
        BuildInstallers older = Wire.read("{\"vessels\":[{\"percentage\":10,\"owner\":\"al\"}]}", BuildInstallers.class);

        assertThat(older).isEqualTo(new BuildInstallers(List.of(new BuildInstallers.Vessel(10, "al", List.of())), Map.of(),
                List.of(), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"vessels\":null}", "{\"vessels\":[{\"percentage\":10}]}",
            "{\"vessels\":[{\"owner\":\"al\"}]}",
            "{\"vessels\":[{\"percentage\":10.5,\"owner\":\"al\"}]}",
            "{\"vessels\":[{\"percentage\":\"10\",\"owner\":\"al\"}]}",
            "{\"vessels\":[{\"percentage\":true,\"owner\":\"al\"}]}",
            "{\"vessels\":[{\"percentage\":99999999999,\"owner\":\"al\"}]}",
            "{\"vessels\":[],\"keys_to_make\":[\"al\"]}", "{\"vessels\":[],\"keys_to_make\":[\"al\"],\"seal_to\":\"AAAA\"}",
            "{\"vessels\":[],\"keys_to_make\":[null]}", "{\"vessels\":[],\"public_keys\":{\"al\":null}}",
            "{\"vessels\":[],\"seal_to\":\"AAAA\",\"delivery\":\"pigeon\"}"})
    void aCommandThatIsNotWholeIsRefused(String command) {
        assertRefused(command, BuildInstallers.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"public_keys\":{},\"platforms\":{}}",
            "{\"public_keys\":{},\"platforms\":{},\"bases\":{\"mac\":null}}"})
    void aResultThatIsNotWholeIsRefused(String result) {
        assertRefused(result, InstallersBuilt.class);
    }

    @Test
    void aKeysDocumentWithoutKeysIsRefused() {
        assertRefused("{}", PrivateKeys.class);
    }

    @Test
    void aCommandsBodyOfAnotherFormIsAnInvalidRequestThatNamesThePlace() {
        var body = Wire.read("{\"vessels\":[{\"percentage\":10,\"owner\":\"al\"},{\"percentage\":20}]}",
                JsonNode.class);
        var command = new Command(new JobId(JOB), Kind.INSTALLERS, "me", Instant.EPOCH, null, body);

        assertThatExceptionOfType(FailureException.class).isThrownBy(() -> command.bodyAs(BuildInstallers.class))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(new Failure(Failure.Code.INVALID_REQUEST,
                        "the command's body is no BuildInstallers: a vessel's owner is missing (at /vessels/1)")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"\""})
    void aCommandsBodyThatIsNoObjectIsAnInvalidRequest(String body) {
        var command = new Command(new JobId(JOB), Kind.INSTALLERS, "me", Instant.EPOCH, null,
                Wire.read(body, JsonNode.class));

        assertThatExceptionOfType(FailureException.class).isThrownBy(() -> command.bodyAs(BuildInstallers.class))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(Failure.Code.INVALID_REQUEST));
    }

    private static void assertRefused(String json, Class<?> type) {
        assertThatExceptionOfType(UncheckedIOException.class).as(json).isThrownBy(() -> Wire.read(json, type));
        if (json.startsWith("{") && json.endsWith("}")) {
            assertThatIllegalArgumentException().as(json).isThrownBy(
                    () -> Json.convert(Wire.read(json, JsonNode.class), type));
        }
    }
}

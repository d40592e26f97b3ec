package io.packhouse.platform.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.CommandRecords.Written;
import io.packhouse.platform.objects.FileObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CommandRecordsTest {

    private static final String JOB = "0123456789abcdef0123456789abcdef01234567";
    private static final Envelope ENVELOPE = new Envelope(new JobId(JOB), Kind.INSTALLERS, "Jürgen",
            Instant.parse("2026-11-21T06:31:52.123456789Z"), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    @TempDir
    private Path directory;
    private FileObjectStore objects;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(directory);
    }

    @Test
    void aRecordIsKeyedByItsJobAndSaysInItsHeadersWhatViewsNeed() {
        Written written = CommandRecords.inline(ENVELOPE, utf8("{}"));

        assertThat(written.key()).isEqualTo(JOB);
        assertThat(written.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("job", JOB, "kind", "installers", "caller", "Jürgen",
                        "accepted-at", "2026-11-21T06:31:52.123456789Z", "traceparent",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "content-type", "application/json"));
        assertThat(written.value()).isEqualTo(utf8("{}"));
        assertThat(CommandRecords.envelope(written.headers())).isEqualTo(ENVELOPE);
    }

    @Test
    void aCommandWithoutATraceHasNoHeaderForIt() {
        var untraced = new Envelope(ENVELOPE.job(), Kind.INSTALLERS, "me", ENVELOPE.acceptedAt(), null);

        Written written = CommandRecords.inline(untraced, utf8("{}"));

        assertThat(written.headers()).doesNotContainKey("traceparent");
        assertThat(CommandRecords.envelope(written.headers())).isEqualTo(untraced);
    }

    @Test
    void aSmallBodyTravelsInTheRecord() {
        byte[] body = body(Command.INLINE_LIMIT);
        assertThat(CommandRecords.isLarge(body)).isFalse();

        Command command = read(CommandRecords.inline(ENVELOPE, body));

        assertThat(command).isEqualTo(new Command(ENVELOPE.job(), ENVELOPE.kind(), ENVELOPE.caller(), ENVELOPE.acceptedAt(),
                ENVELOPE.traceparent(), Json.read(body, JsonNode.class)));
        assertThat(directory.resolve("blobs")).satisfiesAnyOf(blobs -> assertThat(blobs).doesNotExist(),
                blobs -> assertThat(blobs).isEmptyDirectory());
    }

    @Test
    void aLargeBodyIsABlobThatTheRecordNames() {
        byte[] body = body(Command.INLINE_LIMIT + 1);
        assertThat(CommandRecords.isLarge(body)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> CommandRecords.inline(ENVELOPE, body));

        Written written = CommandRecords.inBlob(ENVELOPE, body, objects);

        assertThat(written.headers()).containsEntry("content-type", "application/vnd.packhouse.blob+json");
        BlobRef blob = Json.read(written.value(), BlobRef.class);
        assertThat(objects.find(blob.sha256())).contains(new BlobRef(blob.sha256(), body.length));
        assertThat(read(written).body()).isEqualTo(Json.read(body, JsonNode.class));
    }

    @Test
    void aBodyHasAtMost16MiB() {
        assertThat(read(CommandRecords.inBlob(ENVELOPE, body(CommandRecords.BODY_LIMIT), objects)).body().isTextual())
                .isTrue();
        assertThat(failure(() -> CommandRecords.inBlob(ENVELOPE, body(CommandRecords.BODY_LIMIT + 1), objects)))
                .isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void aLargerBlobThanABodyMayBeIsNotRead() throws Exception {
        BlobRef large;
        try (var writer = objects.newBlob()) {
            writer.write(new byte[CommandRecords.BODY_LIMIT + 1]);
            large = writer.commit();
        }

        assertThat(failure(() -> readInBlob(Json.write(large)))).isEqualTo(Code.INVALID_REQUEST);
        assertThat(failure(() -> readInBlob(Json.write(new BlobRef(large.sha256(), 1))))).as("whatever the record says")
                .isEqualTo(Code.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}x", "\u0000", "nul", "[1,]"})
    void aBodyThatIsNoJsonIsAnInvalidRequest(String body) {
        assertThat(failure(() -> read(CommandRecords.inline(ENVELOPE, utf8(body))))).isEqualTo(Code.INVALID_REQUEST);
    }

    @Test
    void aBodyThatIsTooDeepIsAnInvalidRequest() {
        byte[] deep = utf8("[".repeat(65) + "]".repeat(65));

        assertThat(failure(() -> read(CommandRecords.inline(ENVELOPE, deep)))).isEqualTo(Code.INVALID_REQUEST);
        assertThat(failure(() -> read(CommandRecords.inBlob(ENVELOPE, deep, objects)))).isEqualTo(Code.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"sha256\":\"../../etc/passwd\",\"size\":1}",
            "{\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"size\":-1}",
            "{\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"size\":10}"})
    void aRecordThatNamesNoBlobThatIsThereIsAnInvalidRequest(String value) {
        assertThat(failure(() -> readInBlob(utf8(value)))).isEqualTo(Code.INVALID_REQUEST);
    }

    @Test
    void headersThatAreNoCommandsAreRefusedByName() {
        Map<String, String> whole = CommandRecords.inline(ENVELOPE, utf8("{}")).headers();
        for (String name : List.of("job", "kind", "accepted-at")) {
            assertThatIllegalArgumentException().isThrownBy(() -> CommandRecords.envelope(with(whole, name, null)))
                    .withMessageContaining(name);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> CommandRecords.envelope(with(whole, "job", "no id")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandRecords.envelope(with(whole, "accepted-at", "yesterday")))
                .withMessageContaining("accepted-at");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandRecords.envelope(Map.of()));
    }

    @Test
    void headersOfOtherVersionsAreRead() {
        Map<String, String> whole = CommandRecords.inline(ENVELOPE, utf8("{}")).headers();

        assertThat(CommandRecords.envelope(with(whole, "of-the-future", "x"))).isEqualTo(ENVELOPE);
        assertThat(CommandRecords.envelope(with(whole, "kind", "of-the-future")).kind()).isEqualTo("of-the-future");
        assertThat(CommandRecords.envelope(with(whole, "caller", null)).caller()).isEqualTo("unknown");
    }

    private Command read(Written written) {
        return CommandRecords.read(CommandRecords.envelope(written.headers()), written.headers(), written.value(), objects);
    }

    private Command readInBlob(byte[] value) {
        return CommandRecords.read(ENVELOPE, Map.of("content-type", "application/vnd.packhouse.blob+json"), value, objects);
    }

    /** A JSON string of that many bytes. */
    private static byte[] body(int size) {
        return utf8("\"" + "x".repeat(size - 2) + "\"");
    }

    private static Code failure(ThrowingCallable call) {
        return catchThrowableOfType(FailureException.class, call).failure().code();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, @Nullable String value) {
        Map<String, String> other = new HashMap<>(headers);
        if (value == null) {
            other.remove(name);
        } else {
            other.put(name, value);
        }
        return other;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}

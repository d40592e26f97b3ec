package io.packhouse.gateway.addons;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.Pingback;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The four request styles of the original's documentation, sent by Python's standard library and by curl. */
class RequestStylesIT {

    private static final String PINGBACK = "https://amo.example/services/builder-pingback";

    @TempDir
    Path directory;
    private AddonsServer server;

    @BeforeEach
    void open() {
        server = new AddonsServer(directory);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Runs the session and answers what it printed, which is the answer's body. */
    private JsonNode python(String style) throws Exception {
        Path script = Path.of(RequestStylesIT.class.getResource("/rebuild_session.py").toURI());
        return run("python3", script.toString(), server.url() + "/repackage/rebuild/", AddonsServer.SECRET, style);
    }

    private static JsonNode run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(new String(output, StandardCharsets.UTF_8)).isZero();
        return Json.read(output, JsonNode.class);
    }

    @Test
    void oneByDownload() throws Exception {
        JsonNode answer = python("single-download");

        RecordedJobs.Accepted job = server.jobs.only();
        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(answer.path("addons").asInt()).isEqualTo(1);
        assertThat(answer.path("job").asText()).isEqualTo(job.id().value());
        assertThat(job.kind()).isEqualTo(Kind.ADDON);
        assertThat(job.topic()).isEqualTo(Topic.WORK_ADDONS_HIGH);
        RebuildAddon addon = job.one();
        assertThat(addon.source()).isEqualTo(new AddonSource.Location("ftp://ftp.example/f/12/tool-1.2-fx.xpi"));
        assertThat(addon.version()).isEqualTo("0.1.sdk.{sdk_version}");
        assertThat(addon.sdkVersion()).isNull();
        assertThat(addon.pingback()).isEqualTo(new Pingback(PINGBACK, server.secrets.first().orElseThrow().name(),
                server.url() + "/xpi/download/" + job.id() + "/tool-1.2-fx/",
                "addon=3615&file_id=67442&priority=high&secret=&uuid=0f0f&pingback=https%3A%2F%2Famo.example%2Fservices"
                        + "%2Fbuilder-pingback&location=ftp%3A%2F%2Fftp.example%2Ff%2F12%2Ftool-1.2-fx.xpi"
                        + "&version=0.1.sdk.%7Bsdk_version%7D",
                addon.pingback().extras()));
        assertThat(addon.pingback().extras()).hasToString("{addon=3615, file_id=67442, uuid=0f0f}");
    }

    @Test
    void oneByUpload() throws Exception {
        assertThat(python("single-upload").path("addons").asInt()).isEqualTo(1);

        RebuildAddon addon = server.jobs.only().one();
        assertThat(addon.fileName()).isEqualTo("tool");
        assertUpload(addon.source(), "tool.xpi", "the first XPI \r\n--not a boundary");
    }

    @Test
    void severalByDownload() throws Exception {
        JsonNode answer = python("bulk-download");

        RecordedJobs.Accepted job = server.jobs.only();
        RebuildAddons bulk = job.bulk();
        assertThat(job.kind()).isEqualTo(Kind.ADDONS);
        assertThat(job.topic()).isEqualTo(Topic.WORK_ADDONS);
        assertThat(answer.path("addons").asInt()).as("real jobs; the original counted one more").isEqualTo(2);
        assertThat(answer.path("job").asText()).isEqualTo(job.id().value());
        assertThat(answer.path("jobs")).extracting(JsonNode::asText).containsExactly(job.id().child(0).value(),
                job.id().child(1).value());
        assertThat(bulk.addons()).extracting(RebuildAddon::version).containsExactly("1.2.rebuild", null);
        assertThat(bulk.addons()).extracting(RebuildAddon::fileName).containsExactly("tool-1.2-fx", "my name");
        assertThat(bulk.request()).startsWith("secret=&pingback=https").contains("&addons=%5B%7B%22location%22");
        for (int i = 0; i < 2; i++) {
            Pingback told = bulk.addon(i).pingback();
            assertThat(told.request()).isEqualTo(bulk.request());
            assertThat(told.location()).startsWith(server.url() + "/xpi/download/" + job.id().child(i) + "/");
        }
        assertThat(bulk.addon(0).pingback().extras()).isEqualTo(Map.of("addon", "1", "file_id", "67442", "uuid", "0f0f"));
        assertThat(bulk.addon(1).pingback().extras()).hasToString("{addon=3615, uuid=0f0f}");
    }

    @Test
    void severalByUpload() throws Exception {
        JsonNode answer = python("bulk-upload");

        RebuildAddons bulk = server.jobs.only().bulk();
        assertThat(answer.path("status").asText()).isEqualTo("some failures");
        assertThat(answer.path("errors").asText()).isEqualTo("XPI for the addon not specified.\n");
        assertThat(answer.path("addons").asInt()).isEqualTo(3);
        assertUpload(bulk.addons().get(0).source(), "tool.xpi", "the first XPI \r\n--not a boundary");
        assertUpload(bulk.addons().get(1).source(), "other.name.xpi", "the second one");
        assertThat(bulk.addons().get(1).fileName()).isEqualTo("other.name");
        assertThat(bulk.addons().get(2).source()).as("named twice, queued twice").isEqualTo(bulk.addons().get(0).source());
        assertThat(bulk.refused()).containsExactly("XPI for the addon not specified.");
        assertThat(server.files()).as("what no element names is not kept").hasSize(2);
    }

    @Test
    void aSingleOneAndAListTogether() throws Exception {
        JsonNode answer = python("both");

        assertThat(answer.path("addons").asInt()).isEqualTo(2);
        assertThat(server.jobs.only().bulk().addons()).extracting(RebuildAddon::source).containsExactly(
                new AddonSource.Location("https://amo.example/a.xpi"),
                new AddonSource.Location("https://amo.example/b.xpi"));
    }

    @Test
    void curlSendsItsFormsToo() throws Exception {
        assumeThat(Path.of("/usr/bin/curl")).as("curl").exists();
        Path file = Files.writeString(directory.resolve("some file.xpi"), "by curl");

        JsonNode answer = run("/usr/bin/curl", "-sS", "-F", "upload=@" + file, "-F", "secret=" + AddonsServer.SECRET, "-H",
                "Expect: 100-continue", server.url() + "/repackage/rebuild/");

        assertThat(answer.path("jobs")).hasSize(1);
        assertThat(JobId.parse(answer.path("job").asText())).isPresent();
        assertThat(server.jobs.only().one().fileName()).isEqualTo("some file");
        assertUpload(server.jobs.only().one().source(), "some file.xpi", "by curl");
    }

    private void assertUpload(AddonSource source, String name, String content) {
        assertThat(source).isInstanceOfSatisfying(AddonSource.Upload.class, upload -> {
            assertThat(upload.name()).isEqualTo(name);
            assertThat(new String(server.content(upload.blob()), StandardCharsets.UTF_8)).isEqualTo(content);
        });
    }
}

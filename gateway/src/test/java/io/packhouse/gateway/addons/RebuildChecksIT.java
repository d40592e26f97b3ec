package io.packhouse.gateway.addons;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.gateway.addons.AddonsServer.Part;

import static io.packhouse.gateway.addons.AddonsServer.SECRET;
import static io.packhouse.gateway.addons.AddonsServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every check of section 2.2 in its order, by real requests. */
class RebuildChecksIT {

    private static final String URL = "https://amo.example/f/12/tool-1.2-fx.xpi?src=builder";

    @TempDir
    static Path objects;
    private static AddonsServer server;

    @BeforeAll
    static void open() {
        server = new AddonsServer(objects, "addons.limits.elements", "5", "addons.limits.fields", "30",
                "addons.limits.field-size", "4KiB", "addons.limits.text-size", "8KiB", "addons.limits.uploads", "3",
                "addons.limits.upload-size", "64KiB", "addons.limits.body", "128KiB");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.jobs.accepted.clear();
        server.jobs.away = false;
        server.asOfNow = Future.succeededFuture();
    }

    /** Each row breaks its own check and every later one, so that the order shows. */
    static Stream<Arguments> refusals() {
        String[] noSecret = {};
        return Stream.of(arguments(403, "Access denied", noSecret),
                arguments(403, "Access denied", new String[]{"secret", "", "location", URL}),
                arguments(403, "Access denied", new String[]{"secret", "wrong"}),
                arguments(403, "Access denied", new String[]{"secret", SECRET + " ", "location", URL}),
                arguments(403, "Access denied", new String[]{"Secret", SECRET, "location", URL}),
                arguments(400, "Please provide Add-ons to rebuild", new String[]{"secret", SECRET, "sdk_version", "9"}),
                arguments(400, "Please provide Add-ons to rebuild",
                        new String[]{"secret", SECRET, "location", "", "addons", "", "package_key", "", "upload", "text"}),
                arguments(400, "location and package_key are mutuallyexclusive",
                        new String[]{"secret", SECRET, "location", URL, "package_key", "x", "sdk_version", "9"}),
                arguments(404, "There is no such SDK here; /repackage/sdk-versions/ lists those that are",
                        new String[]{"secret", SECRET, "location", URL, "sdk_version", "1.3", "version", "{"}));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses(int status, String body, String[] fields) {
        HttpResponse<String> answer = server.rebuild(fields);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(server.jobs.accepted).isEmpty();
    }

    @Test
    void anUploadExcludesLocationBeforeKeyAndKeyBeforeSdk() {
        Part secret = Part.text("secret", SECRET);
        Part file = Part.file("upload", "a.xpi", new byte[]{1});
        Part key = Part.text("package_key", "1");
        List<Path> before = server.files();

        assertThat(multipart(secret, file, key, Part.text("location", URL)).body())
                .isEqualTo("location and upload are mutually exclusive");
        assertThat(multipart(secret, file, key, Part.text("sdk_version", "9")).body())
                .isEqualTo("upload and package_key are mutuallyexclusive");
        assertThat(multipart(secret, Part.text("upload", "no file")).body())
                .isEqualTo("Please provide Add-ons to rebuild");
        assertThat(server.jobs.accepted).isEmpty();
        assertThat(server.files()).as("files of refused requests").isEqualTo(before);
    }

    private static HttpResponse<String> multipart(Part... parts) {
        return server.multipart("/repackage/rebuild/", parts);
    }

    @Test
    void takesPostAlone() {
        for (String method : List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS")) {
            HttpResponse<String> answer = server.send(method, "/repackage/rebuild/", new byte[0]);

            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aBodyThatIsNoFormBringsNoSecret() {
        byte[] body = ("{\"secret\": \"" + SECRET + "\", \"location\": \"" + URL + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(server.send("POST", "/repackage/rebuild/", body, "Content-Type", "application/json").statusCode())
                .isEqualTo(403);
        assertThat(server.send("POST", "/repackage/rebuild/", body).body()).isEqualTo("Access denied");
    }

    /** What is wrong with a single add-on: only it is not queued. */
    static Stream<Arguments> failures() {
        return Stream.of(arguments("version", "1.0 beta", "'Wrong version format'"),
                arguments("version", "{", "'Wrong version format'"), arguments("version", "1.{}", "'Wrong version format'"),
                arguments("version", "{other}", "'Wrong version format'"),
                arguments("version", "{{sdk_version}}", "'Wrong version format'"),
                arguments("version", "{sdk_version!r}", "'Wrong version format'"),
                arguments("version", "{sdk_version.__class__}", "'Wrong version format'"),
                arguments("version", "1.0\n", "'Wrong version format'"),
                arguments("version", "1.0[", "'Wrong version format'"),
                arguments("version", "1.ö", "'Wrong version format'"),
                arguments("options", "--keydir=/etc", "the option '--keydir' is not allowed"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void reportsWhatIsWrongWithTheSingleAddonAndQueuesTheList(String field, String value, String error) {
        JsonNode answer = accepted(server.rebuild("secret", SECRET, "location", URL, field, value, "addons",
                "[{\"location\": \"ftp://amo.example/b.xpi\"}]"));

        assertThat(answer.path("status").asText()).isEqualTo("some failures");
        assertThat(answer.path("errors").asText()).matches("(?s)\\[[0-9a-f]{40}] " + Pattern.quote(error)
                + ".*\n");
        assertThat(answer.path("addons").asInt()).isEqualTo(1);
        assertThat(server.jobs.only().one().source()).isEqualTo(new AddonSource.Location("ftp://amo.example/b.xpi"));
    }

    @Test
    void aPackageKeyIsReportedWhetherItIsANumberOrNot() {
        for (String key : List.of("12", "x")) {
            JsonNode answer = accepted(server.rebuild("secret", SECRET, "package_key", key));

            assertThat(answer.path("status").asText()).isEqualTo("some failures");
            assertThat(answer.path("addons").asInt()).isZero();
            assertThat(answer.path("errors").asText()).contains("package_key").endsWith("\n");
        }
        assertThat(server.jobs.accepted).isEmpty();
    }

    static Stream<Arguments> addons() {
        return Stream.of(arguments("{", "addons is no JSON: "), arguments("{\"a\":1}", "addons must be a JSON array"),
                arguments("null", "addons must be a JSON array"), arguments("3", "addons must be a JSON array"),
                arguments("\"x\"", "addons must be a JSON array"), arguments("[".repeat(2000), "addons is no JSON: "),
                arguments("[] []", "addons is no JSON: "), arguments("[3]", "[3] an element of addons must be an object"),
                arguments("[null]", "[null] an element"), arguments("[{}]", "XPI for the addon not specified.\n"),
                arguments("[{\"upload\": \"gone\"}]", "XPI for the addon not specified.\n"),
                arguments("[{\"location\": \"u\", \"package_key\": 3}]",
                        "location (u) and package_key (3) are mutually exclusive\n"),
                arguments("[{\"upload\": \"upload_a\", \"package_key\": 3}]",
                        "upload  and package_key (3) are mutually exclusive\n"),
                arguments("[{\"upload\": \"upload_a\", \"location\": \"u\"}]",
                        "location (u) and upload are mutually exclusive\n"),
                arguments("[{\"location\": \"u\", \"version\": \"é\"}]", "[u] 'Wrong version format'\n"),
                arguments("[{\"upload\": \"upload_a\", \"filename\": \"f\", \"version\": \"?\"}]",
                        "[f] 'Wrong version format'\n"),
                arguments("[{\"location\": \"u\\nv\", \"version\": [1]}]", "[u?v] 'Wrong version format'\n"));
    }

    @ParameterizedTest
    @MethodSource("addons")
    void reportsWhatIsWrongWithTheListAndQueuesTheSingleAddon(String addons, String error) {
        JsonNode answer = accepted(multipart(Part.text("secret", SECRET), Part.text("location", URL),
                Part.text("addons", addons), Part.file("upload_a", "a.xpi", new byte[]{1})));

        assertThat(answer.path("status").asText()).isEqualTo("some failures");
        assertThat(answer.path("errors").asText()).startsWith(error).endsWith("\n").containsOnlyOnce("\n");
        assertThat(answer.path("addons").asInt()).isEqualTo(1);
        assertThat(server.jobs.only().kind()).isEqualTo(Kind.ADDON);
    }

    private static JsonNode accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return json(answer);
    }

    @Test
    void anEmptyListIsASuccessOfNothing() {
        JsonNode answer = accepted(server.rebuild("secret", SECRET, "addons", "[]"));

        assertThat(answer.toString()).isEqualTo("{\"status\":\"success\",\"addons\":0,\"jobs\":[]}");
        assertThat(server.jobs.accepted).isEmpty();
    }

    @Test
    void aSingleAddonIsTheJobItself() {
        JsonNode answer = accepted(server.rebuild("secret", SECRET, "location", URL, "version", "0.1.sdk.{sdk_version}",
                "sdk_version", "1.2.1", "main", "index", "license", "", "type", "5", "options", "--force-mobile", "priority",
                "High", "uuid", "u-1", "addon", "36"));

        RecordedJobs.Accepted job = server.jobs.only();
        assertThat(answer.toString())
                .isEqualTo("{\"status\":\"success\",\"addons\":1,\"jobs\":[\"" + job.id() + "\"],\"job\":\""
                        + job.id() + "\"}");
        assertThat(job.topic()).as("only the exact value high matters").isEqualTo(Topic.WORK_ADDONS);
        RebuildAddon addon = job.one();
        assertThat(addon.source()).isEqualTo(new AddonSource.Location(URL));
        assertThat(addon.fileName()).isEqualTo("tool-1.2-fx");
        assertThat(addon.sdkVersion()).isEqualTo("1.2.1");
        assertThat(addon.version()).isEqualTo("0.1.sdk.{sdk_version}");
        assertThat(addon.forced()).hasToString("{type=5, main=index}");
        assertThat(addon.options()).containsExactly("--force-mobile");
        assertThat(addon.pingback()).isNull();
    }

    @Test
    void aPingbackCarriesTheRequestWithoutTheSecret() {
        accepted(server.rebuild("addon", "3615", "secret", "older", "location", "https://amo.example/f/a b.xpi", "priority",
                "high", "pingback", "https://amo.example/p?x=1&y", "uuid", "ü", "filename", "a/b c", "empty", "", "uuid",
                "last"));

        RecordedJobs.Accepted job = server.jobs.only();
        assertThat(job.topic()).isEqualTo(Topic.WORK_ADDONS_HIGH);
        var pingback = job.one().pingback();
        assertThat(pingback.url()).isEqualTo("https://amo.example/p?x=1&y");
        assertThat(pingback.secretName()).isEqualTo(server.secrets.find("older").orElseThrow().name());
        assertThat(pingback.location()).isEqualTo(server.url() + "/xpi/download/" + job.id() + "/a_b%20c/");
        assertThat(pingback.request()).isEqualTo("addon=3615&secret=&location=https%3A%2F%2Famo.example%2Ff%2Fa+b.xpi"
                + "&priority=high&pingback=https%3A%2F%2Famo.example%2Fp%3Fx%3D1%26y&uuid=%C3%BC&filename=a%2Fb+c&empty="
                + "&uuid=last");
        assertThat(pingback.extras()).hasToString("{addon=3615, uuid=last}");
    }

    @Test
    void aMissingSdkIsOnlyMissingAsOfNow() {
        server.asOfNow = Future.future(promise -> {
            server.register(new SdkCatalogue(List.of(new SdkCatalogue.Sdk("1.17", "c")), null));
            promise.complete();
        });
        assertThat(server.rebuild("secret", SECRET, "location", URL, "sdk_version", "1.17").statusCode()).isEqualTo(200);

        server.asOfNow = Future.failedFuture(new Failure(Failure.Code.UNAVAILABLE, "Kafka is away").exception());
        HttpResponse<String> answer = server.rebuild("secret", SECRET, "location", URL, "sdk_version", "1.14");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        server.register(new SdkCatalogue(List.of(new SdkCatalogue.Sdk("1.0", "a"), new SdkCatalogue.Sdk("1.2.1", "b"),
                new SdkCatalogue.Sdk("1.14", "c")), null));
    }

    @Test
    void aQueueThatIsAwayIs503() {
        server.jobs.away = true;

        HttpResponse<String> answer = server.rebuild("secret", SECRET, "location", URL);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    static Stream<Arguments> exceeded() {
        String[] many = new String[2 * 31];
        Arrays.fill(many, "a");
        return Stream.of(arguments("31 fields", many), arguments("a long field", new String[]{"a", "x".repeat(4097)}),
                arguments("long texts", new String[]{"a", "x".repeat(4000), "b", "x".repeat(4000), "c", "x".repeat(400)}),
                arguments("a long name", new String[]{"x".repeat(2000), ""}),
                arguments("many elements", new String[]{"addons", "[1,2,3,4,5,6]"}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exceeded")
    void limitsAre413(String name, String[] fields) {
        String[] all = Stream.concat(Stream.of("secret", SECRET), Stream.of(fields)).toArray(String[]::new);

        HttpResponse<String> answer = server.rebuild(all);

        assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(413);
        assertThat(server.jobs.accepted).isEmpty();
    }

    @Test
    void limitsOfFilesAre413() {
        Part secret = Part.text("secret", SECRET);
        byte[] large = new byte[64 * 1024 + 1];
        byte[] half = new byte[50 * 1024];

        assertThat(multipart(secret, Part.file("upload", "a.xpi", large)).statusCode()).isEqualTo(413);
        assertThat(multipart(secret, file("a"), file("b"), file("c"), file("d")).statusCode()).isEqualTo(413);
        assertThat(multipart(secret, Part.file("a", "a", half), Part.file("b", "b", half), Part.file("c", "c", half))
                .statusCode()).isEqualTo(413);
        assertThat(multipart(secret, file("a"), file("b"), file("upload")).statusCode()).isEqualTo(200);
    }

    private static Part file(String name) {
        return new Part(name, Optional.of(name), new byte[]{1});
    }

    @Test
    void everyPathIsAnsweredWithAndWithoutItsSlash() {
        assertThat(server.form("/repackage/rebuild", "secret", SECRET, "location", URL).statusCode()).isEqualTo(200);
        assertThat(server.get("/repackage/sdk-versions").body()).isEqualTo("[\"1.0\",\"1.14\",\"1.2.1\"]");
        assertThat(server.get("/repackage/sdk-versions/").body()).isEqualTo("[\"1.0\",\"1.14\",\"1.2.1\"]");
        assertThat(server.send("HEAD", "/repackage/sdk-versions/", new byte[0]).statusCode()).isEqualTo(200);
        assertThat(server.form("/repackage/sdk-versions/").statusCode()).isEqualTo(405);
    }
}

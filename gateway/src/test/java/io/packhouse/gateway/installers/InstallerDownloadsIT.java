package io.packhouse.gateway.installers;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.gateway.downloads.ToySignatures;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.NewJob;

import static org.assertj.core.api.Assertions.assertThat;

/** The paths of section 9. */
class InstallerDownloadsIT {

    @TempDir
    private Path directory;
    private InstallersServer server;

    @BeforeEach
    void start() {
        server = new InstallersServer(directory, Map.of("installers.mount", "/cib/", "installers.patience", "300ms"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JobId submit() {
        return server.jobs.submit(new NewJob(Topic.WORK_INSTALLERS, Kind.INSTALLERS, "test", null, "", null,
                new BuildInstallers(List.of(), Map.of(), List.of(), null, null))).await();
    }

    @ParameterizedTest
    @CsvSource({"linux,seattle_linux.tgz,application/gzip", "mac,seattle_mac.tgz,application/gzip",
            "windows,seattle_win.zip,application/zip", "android,seattle_android.zip,application/zip"})
    void leadsToTheFile(String platform, String file, String type) throws IOException, InterruptedException {
        // given
        JobId build = submit();
        String expected = server.url() + "/cib/static/installers/" + build + "/" + file;

        // when
        HttpResponse<String> redirect = server.get("/cib/" + build + "/installers/" + platform + "/");
        HttpResponse<String> bytes = server.get(redirect.headers().firstValue("Location").orElseThrow());

        // then
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).hasValue(expected);
        assertThat(bytes.statusCode()).isEqualTo(200);
        assertThat(bytes.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(bytes.headers().firstValue("Last-Modified")).hasValue("Sat, 31 Jan 2026 12:34:56 GMT");
        assertThat(bytes.body()).isEqualTo("an installer");
        assertThat(server.get("/cib/" + build + "/installers/" + platform).headers().firstValue("Location"))
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE"})
    void anyMethodIsLedOn(String method) throws IOException, InterruptedException {
        HttpResponse<String> redirect = server.send(method, "/cib/" + submit() + "/installers/linux/", "");
        assertThat(redirect.statusCode()).isEqualTo(302);
    }

    @Test
    void whatDoesNotExistIs404() throws IOException, InterruptedException {
        // given
        JobId build = submit();
        String known = "/cib/" + build;
        String unknown = "/cib/" + "z".repeat(40);
        List<String> paths = List.of(known + "/installers/solaris/", known + "/installers/LINUX/", known + "/installers/",
                unknown + "/installers/linux/", "/cib/short/installers/linux/",
                "/cib/" + build.value().toUpperCase(Locale.ROOT) + "X/installers/linux",
                "/cib/" + build + "%0A/installers/linux/", "/cib/static/installers/" + build + "/seattle_win.tgz",
                "/cib/static/installers/" + build + "/vesselinfo", "/cib/static/installers/" + build + "/",
                "/cib/static/installers/" + build + "/..%2Fseattle_win.zip",
                "/cib/static/installers/" + "z".repeat(40) + "/seattle_win.zip", "/cib/static/installers/x/seattle_win.zip",
                "/cib/unknown", "/custom_install/xmlrpc/");

        for (String path : paths) {
            // when
            HttpResponse<String> response = server.get(path);

            // then
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).as(path).hasSizeLessThan(500);
        }
    }

    @Test
    void aFailedBuildIs404AndSaysWhy() throws IOException, InterruptedException {
        // given
        server.jobs.worker = _ -> Future
                .succeededFuture(MemoryJobs.failed(Failure.Code.INTERNAL, "the base <linux> is broken"));
        JobId build = submit();
        server.jobs.await(build, Duration.ofSeconds(10)).await();

        // when
        HttpResponse<String> response = server.get("/cib/" + build + "/installers/linux/");

        // then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("the base &lt;linux&gt; is broken");
    }

    @Test
    void anUnfinishedBuildIsWaitedForALittle() throws IOException, InterruptedException {
        // given
        server.jobs.worker = _ -> Promise.<Ending>promise().future();
        JobId build = submit();

        // when
        HttpResponse<String> response = server.get("/cib/" + build + "/installers/linux/");

        // then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void anUnknownBuildIs503WhileItCannotBeToldThatItIsUnknown() throws IOException, InterruptedException {
        // given
        JobId build = submit();
        server.jobs.await(build, Duration.ofSeconds(10)).await();
        server.jobs.away = true;

        // when, then: what has ended lies in the store
        assertThat(server.get("/cib/" + build + "/installers/linux/").statusCode()).isEqualTo(302);
        assertThat(server.get("/cib/" + "0".repeat(40) + "/installers/linux/").statusCode()).isEqualTo(503);
    }

    @Test
    void theSignatureOfAFileIsBesideIt() throws IOException, InterruptedException {
        // given
        String path = "/cib/static/installers/" + submit() + "/seattle_win.zip";
        String sha256 = server.get(path).headers().firstValue("ETag").orElseThrow().replace("\"", "");

        // when
        HttpResponse<String> signature = server.get(path + ".sig");

        // then
        assertThat(signature.statusCode()).isEqualTo(200);
        assertThat(signature.body()).isEqualTo(ToySignatures.text(sha256, "custom-install"));
        assertThat(signature.headers().firstValue("Content-Type")).hasValue("application/pkcs7-signature");
        assertThat(server.get(path.replace("_win", "_sun") + ".sig").statusCode()).isEqualTo(404);
        assertThat(server.get(path + ".sig.sig").statusCode()).isEqualTo(404);
    }

    @Test
    void filesTakeOnlyReadingMethods() throws IOException, InterruptedException {
        // given
        String path = "/cib/static/installers/" + submit() + "/seattle_win.zip";

        // when
        HttpResponse<String> response = server.send("POST", path, "");

        // then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(server.send("HEAD", path, "").statusCode()).isEqualTo(200);
    }
}

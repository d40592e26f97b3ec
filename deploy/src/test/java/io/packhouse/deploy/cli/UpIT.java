package io.packhouse.deploy.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** All in one, as a process, from outside. */
@Timeout(300)
class UpIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String BUILD = """
            build = house.build_installers([{'owner': 'you', 'percentage': 80}])
            print(build['build_id'])
            """;

    @TempDir
    Path directory;

    @Test
    void servesAClientOfAnotherLanguageAndEndsInOrder() throws Exception {
        try (var house = RunningHouse.up(directory.resolve("data"))) {
            assertThat(house.python(directory, "print(house.api_version())")).isEqualTo("2.0");
            assertThat(house.python(directory, BUILD + """
                    import io, tarfile, urllib.request
                    linux = urllib.request.urlopen(house.get_urls(build['build_id'])['linux']).read()
                    print(sum(name.endswith('/vesselinfo') for name in tarfile.open(fileobj=io.BytesIO(linux)).getnames()))
                    """).lines().skip(1)).containsExactly("1");
            assertThat(house.process().output()).contains("(XML-RPC)", "/api/v1/", "/health/ready", "python3 -c");
            assertThat(ready(house)).isEqualTo(200);

            house.process().terminate();

            assertThat(house.process().awaitExit(SOON)).isZero();
        }
    }

    private static int ready(RunningHouse house) throws Exception {
        var line = Pattern.compile("(http://127\\.0\\.0\\.1:[0-9]+/health/ready)").matcher(house.process().output());
        assertThat(line.find()).isTrue();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(line.group(1))).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void whatItBuiltIsThereAfterAKill() {
        var data = directory.resolve("data");
        String build;
        try (var house = RunningHouse.up(data)) {
            build = house.python(directory, BUILD);
            house.process().kill9();
        }

        try (var house = RunningHouse.up(data)) {
            assertThat(house.python(directory, "print(sorted(house.get_urls('" + build + "')))"))
                    .isEqualTo("['android', 'linux', 'mac', 'windows']");
            assertThat(house.python(directory, BUILD)).matches("[0-9a-f]{40}");
        }
    }

    @Test
    void aSecondOneOnTheSameDirectoryIsToldWhoHoldsIt() {
        var data = directory.resolve("data");
        try (var house = RunningHouse.up(data); var second = RunningHouse.start(data)) {
            assertThat(second.awaitExit(SOON)).isEqualTo(1);

            assertThat(second.output()).contains("packhouse: The data directory " + data + " is in use by process "
                    + house.process().pid());
            assertThat(house.python(directory, "print(house.api_version())")).as("the first one goes on").isEqualTo("2.0");
        }
    }

    @Test
    void aTakenPortIsToldAndLeavesNothingRunning() {
        try (var house = RunningHouse.up(directory.resolve("one"))) {
            var port = URI.create(house.address()).getPort();
            try (var second = RunningHouse.start(directory.resolve("two"), "--http.port=" + port)) {
                assertThat(second.awaitExit(SOON)).isEqualTo(1);
                assertThat(second.output()).contains("packhouse: ", Integer.toString(port))
                        .doesNotContain("Packhouse is ready");
            }
        }
    }

    @Test
    void ctrlCEndsItInOrder() {
        try (var house = RunningHouse.up(directory.resolve("data"))) {
            house.process().interrupt();

            assertThat(house.process().awaitExit(SOON)).isZero();
        }
    }
}

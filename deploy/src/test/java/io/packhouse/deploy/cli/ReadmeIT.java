package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The README tells the truth: its examples run as printed, its links lead somewhere, its map shows every room. */
@Timeout(300)
class ReadmeIT {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path directory;

    @Test
    void itsExamplesDoWhatItSays() throws Exception {
        try (var house = RunningHouse.up(directory.resolve("data"))) {
            assertThat(example("up")).isEqualTo("./packhouse up\n");
            assertThat(run(house, example("build"))).contains("mira, private: ").contains("Percent 50\nOwner 65537 ")
                    .contains("Percent 30\nOwner 65537 ").contains("Percent 20\nOwner ")
                    .contains("vessel 3: 20 %, ports 63180 to 63199");
            assertThat(run(house, example("json"))).contains("\"state\":\"succeeded\"").contains("\"jobs\":[");
        }
    }

    @Test
    void itsLinksLeadSomewhereAndItsMapShowsEveryRoom() throws IOException {
        var readme = Files.readString(ROOT.resolve("README.md"));
        Pattern.compile("\\]\\(([^):#]+)\\)").matcher(readme).results().map(link -> ROOT.resolve(link.group(1)))
                .forEach(path -> assertThat(path).exists());
        try (Stream<Path> rooms = Files.list(ROOT)) {
            rooms.filter(Files::isDirectory).map(room -> room.getFileName().toString())
                    .filter(room -> !room.startsWith(".") && !List.of("target", "data").contains(room))
                    .forEach(room -> assertThat(readme).as("the map").contains("(" + room + ")"));
        }
    }

    private static String example(String name) throws IOException {
        var block = Pattern.compile("<!-- tested: " + name + " -->\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(block.find()).as("example " + name).isTrue();
        return block.group(1);
    }

    private String run(RunningHouse house, String script) {
        var here = script.replace("http://127.0.0.1:8080", house.address());
        try (var shell = ChildProcess.start(List.of("bash", "-euo", "pipefail", "-c", here), Map.of(), directory)) {
            assertThat(shell.awaitExit(Duration.ofSeconds(60))).as(shell.output()).isZero();
            return shell.output();
        }
    }
}

package io.packhouse.deploy.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.Tool;
import io.packhouse.testkit.upstream.FabricUpstream;

/** {@code docs/environments.md}: its session, with the recipes that Packhouse brings, against a server that plays their upstream. */
@Timeout(300)
class EnvironmentsGuideIT {

    private static final Path DOCUMENT = Path.of("").toAbsolutePath().getParent().resolve("docs/environments.md");

    @TempDir
    Path directory;

    @Test
    void theSessionPrintsWhatItSays() throws Exception {
        Tool.need("curl");
        try (FabricUpstream upstream = FabricUpstream.start();
                RunningHouse house = RunningHouse.up(directory.resolve("data"), mirrors(upstream))) {
            ShellSession session = ShellSession.of(directory, DOCUMENT);
            Map<String, String> here = Map.of("http://localhost:8080", house.address());

            session.converse("looks", here);
            session.run("request");
            session.converse("builds", here);
            session.converse("refusals", here);
        }
    }

    private static String[] mirrors(FabricUpstream upstream) {
        List<String> flags = new ArrayList<>();
        upstream.server().mirrors().forEach((from, to) -> {
            String mirror = "environments.mirrors.m" + flags.size();
            flags.addAll(List.of("--set", mirror + ".from=" + from, "--set", mirror + ".to=" + to));
        });
        return flags.toArray(String[]::new);
    }
}

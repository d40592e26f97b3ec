package io.packhouse.deploy.packageserver;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.packagestore.directory.DirectoryReport.Happening;
import io.packhouse.packagestore.directory.DirectoryReport.Place;

import static org.assertj.core.api.Assertions.assertThat;

class ServerConsoleTest {

    private static final PackageKey RED = new PackageKey("hello-world.red", "");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void beginsAsTheOriginal() {
        var console = console(false);

        console.open(Path.of("/srv/amps"), new ServerSettings("any", "P", "s.p12", "", List.of()));
        console.begins(Place.PACKAGES, "");
        console.tell(Place.PACKAGES, new Happening.Added(RED));
        console.ends(Place.PACKAGES, 1);
        console.listening("127.0.0.1:8020");

        assertThat(printed()).isEqualTo("""
                Qt ApplicationManager Package Server
                > Data directory: /srv/amps
                > Project: P
                > Verify developer signature on upload: no
                > Add store signature on download: yes
                > Scanning .packages
                 + adding   hello-world.red [all]
                > HTTP server listening on: 127.0.0.1:8020
                """);
    }

    @Test
    void anEmptyStoreIsToldAndAnEmptyFolderIsNot() {
        var console = console(false);

        console.begins(Place.PACKAGES, "");
        console.ends(Place.PACKAGES, 0);
        console.begins(Place.UPLOAD, "");
        console.ends(Place.UPLOAD, 0);

        assertThat(printed()).isEqualTo("> Scanning .packages\n (none found)\n");
    }

    @Test
    void tellsWhatHappensUnderAHeadingForEachGroup() {
        var console = console(false);

        group(console, Place.HTTP_UPLOAD, new Happening.Updated(new PackageKey("a", "linux_x86_64")));
        group(console, Place.UPLOAD, new Happening.Unchanged(RED), new Happening.Failed("x.ampkg", "wrong package format"));
        group(console, Place.REMOVE, new Happening.Removed(RED), new Happening.NoMatch("y", ""));
        group(console, Place.HTTP_REMOVE, new Happening.NoMatch("z", "<any>"));
        group(console, Place.PACKAGES, new Happening.Skipped("bad", "no package"));

        assertThat(printed()).isEqualTo("""
                > Upload via HTTP:
                 ! updating a [linux_x86_64]
                > Scanning upload
                 = skipping hello-world.red [all] (no changes)
                 x failed   x.ampkg (wrong package format)
                > Scanning remove
                 - removing hello-world.red [all]
                 = skipping y (no match)
                > Remove via HTTP:
                 = skipping z [<any>] (no match)
                > Scanning .packages
                 = skipping bad (no package)
                """);
    }

    @Test
    void namesFromOutsideCannotWriteLinesOrColours() {
        group(console(false), Place.UPLOAD, new Happening.Failed("a\nb\u001b[31m", "c\rd\u202ee"));

        assertThat(printed()).isEqualTo("> Scanning upload\n x failed   a?b?[31m (c?d?e)\n");
    }

    @Test
    void hasTheOriginalsColours() {
        var console = console(true);

        console.open(Path.of("/d"), ServerSettings.DEFAULT);
        group(console, Place.UPLOAD, new Happening.Added(RED));
        console.listening("127.0.0.1:1");

        assertThat(printed().lines()).containsExactly("\u001b[1;32mQt ApplicationManager Package Server\u001b[0m",
                "> Data directory: \u001b[35m/d\u001b[0m", "> Project: \u001b[36mPROJECT\u001b[0m",
                "> Verify developer signature on upload: \u001b[31mno\u001b[0m",
                "> Add store signature on download: \u001b[31mno\u001b[0m", "> Scanning upload",
                "\u001b[32m + adding   \u001b[0m\u001b[36mhello-world.red\u001b[0m [all]",
                "> HTTP server listening on: \u001b[1;34m127.0.0.1:1\u001b[0m");
    }

    @Test
    void aVariableDecidesInsteadOfTheTerminal() {
        assertThat(Paint.wanted(Map.of(), true)).isTrue();
        assertThat(Paint.wanted(Map.of(), false)).isFalse();
        assertThat(Paint.wanted(Map.of("AM_FORCE_COLOR_OUTPUT", "on"), false)).isTrue();
        assertThat(Paint.wanted(Map.of("AM_FORCE_COLOR_OUTPUT", "off"), true)).isFalse();
        assertThat(Paint.wanted(Map.of("AM_FORCE_COLOR_OUTPUT", "maybe"), true)).isTrue();
    }

    private static void group(ServerConsole console, Place place, Happening... happenings) {
        console.begins(place, "");
        List.of(happenings).forEach(happening -> console.tell(place, happening));
        console.ends(place, happenings.length);
    }

    private ServerConsole console(boolean coloured) {
        return new ServerConsole(new PrintStream(printed, true, StandardCharsets.UTF_8), coloured);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

package io.packhouse.testkit.upstream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.packhouse.testkit.upstream.game.Game;
import io.packhouse.testkit.upstream.game.JarTool;

/**
 * Plays the servers of a loader whose installer runs processors: the loader's repository with one installer and its libraries, and
 * the game's own servers. Of the two processors one slims the game's jar and one patches it; both are {@link JarTool}, and their
 * outputs have digests that they must keep.
 */
public final class ForgeUpstream implements AutoCloseable {

    /** The class that starts the game, on both sides; it is in the patched jar. */
    public static final String MAIN_CLASS = Game.class.getName();
    /** For both games, as the game's own metadata says. */
    public static final int JAVA_VERSION = 21;
    /** Where the wrapper is that runs the installer on the player's machine. */
    public static final String WRAPPER = "https://files.prismlauncher.org/maven/io/github/zekerzhayard/ForgeWrapper/"
            + "prism-2025-12-07/ForgeWrapper-prism-2025-12-07.jar";

    private static final List<String> SIDES = List.of("client", "server");

    private final Upstream upstream;
    private final Family family;
    private final Duration pace;

    private ForgeUpstream(Upstream upstream, Family family, Duration pace) {
        this.upstream = upstream;
        this.family = family;
        this.pace = pace;
    }

    /** Starts. */
    public static ForgeUpstream start(Family family) {
        return start(family, Duration.ZERO);
    }

    /**
     * Starts.
     *
     * @param pace
     *            how long the second processor waits before it writes
     */
    public static ForgeUpstream start(Family family, Duration pace) {
        var player = new ForgeUpstream(Upstream.start(), family, pace);
        player.put();
        return player;
    }

    /** The server, for its mirrors, its log of requests, and to let it fail. */
    public Upstream server() {
        return upstream;
    }

    /** Makes the game's own servers know {@code version} too, for which there is no loader. */
    public void knowGame(String version) {
        new MojangFiles(upstream, JAVA_VERSION).put(version);
    }

    /** The library that the game needs while it runs, and that its repository has. */
    public String runtimeLibrary() {
        return family.group() + ":eventbus:6.0.5";
    }

    /** The library that is inside of the installer only. */
    public String embeddedLibrary() {
        return family.coordinate("universal");
    }

    /** The tool of both processors, and what it needs beside itself. */
    public List<String> tools() {
        return List.of(family.group() + ":jartool:1.3.0", family.group() + ":toolbox:0.5.0");
    }

    /** Where a library is in the real world. */
    public String url(String coordinate) {
        return family.maven() + new Coordinate(coordinate).path();
    }

    /** What the processors make of the game's jar of {@code side}. */
    public static byte[] patched(String side) {
        return tool(tool(MojangFiles.jar(side), true, new byte[0]), false, patch(side));
    }

    private void put() {
        new MojangFiles(upstream, JAVA_VERSION).put(family.game());
        upstream.putWithSha1(url(runtimeLibrary()), Jars.library(runtimeLibrary()));
        upstream.putWithSha1(url(tools().getFirst()), Jars.runnable(JarTool.class));
        upstream.putWithSha1(url(tools().getLast()), Jars.library(tools().getLast()));
        upstream.putWithSha1(url(family.coordinate("installer")), installer());
    }

    private byte[] installer() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", utf8("Manifest-Version: 1.0\r\n\r\n"));
        entries.put("install_profile.json", utf8(profile()));
        entries.put("version.json", utf8(version()));
        entries.put("maven/" + new Coordinate(embeddedLibrary()).path(), Jars.library(embeddedLibrary()));
        SIDES.forEach(side -> entries.put("data/" + side + ".lzma", patch(side)));
        return Jars.zip(entries);
    }

    private String profile() {
        return """
                {"spec": 1, "profile": "loader", "version": "%1$s", "path": null, "minecraft": "%2$s", "json": "/version.json",
                 "data": {
                  "SLIM": {"client": "[net.minecraft:client:%2$s:slim]", "server": "[net.minecraft:server:%2$s:slim]"},
                  "SLIM_SHA": {"client": "'%3$s'", "server": "'%4$s'"},
                  "PATCHED": {"client": "[%5$s]", "server": "[%6$s]"},
                  "PATCHED_SHA": {"client": "'%7$s'", "server": "'%8$s'"},
                  "BINPATCH": {"client": "/data/client.lzma", "server": "/data/server.lzma"}},
                 "processors": [
                  {"sides": ["server"], %9$s, "args": ["--task", "slim", "--input", "{MINECRAFT_JAR}", "--output", "{SLIM}"],
                   "outputs": {"{SLIM}": "{SLIM_SHA}"}},
                  {"sides": ["client"], %9$s, "args": ["--task", "slim", "--input", "{MINECRAFT_JAR}", "--output", "{SLIM}"],
                   "outputs": {"{SLIM}": "{SLIM_SHA}"}},
                  {%9$s, "args": ["--task", "patch", "--input", "{SLIM}", "--output", "{PATCHED}", "--apply", "{BINPATCH}",
                    "--wait-millis", "%10$d"],
                   "outputs": {"{PATCHED}": "{PATCHED_SHA}"}}],
                 "libraries": [%11$s, %12$s, %13$s]}
                """
                .formatted(family.loader(), family.game(), slimSha1("client"), slimSha1("server"),
                        family.coordinate("client"), family.coordinate("server"), Upstream.sha1(patched("client")),
                        Upstream.sha1(patched("server")), processor(), pace.toMillis(),
                        library(tools().getFirst(), Jars.runnable(JarTool.class)),
                        library(tools().getLast(), Jars.library(tools().getLast())), embedded());
    }

    private String processor() {
        return "\"jar\": \"" + tools().getFirst() + "\", \"classpath\": [\"" + tools().getLast() + "\"]";
    }

    private String version() {
        return """
                {"id": "%s", "inheritsFrom": "%s", "type": "release", "mainClass": "%s",
                 "arguments": {"game": ["--launchTarget", "%s", "--fml.mcVersion", "%2$s"], "jvm": ["-Dloader.plays=true"]},
                 "libraries": [%s, %s, %s]}
                """.formatted(family.loader(), family.game(), MAIN_CLASS, family.launchTarget(),
                library(runtimeLibrary(), Jars.library(runtimeLibrary())), embedded(),
                library(family.coordinate("client"), patched("client"), ""));
    }

    private String embedded() {
        return library(embeddedLibrary(), Jars.library(embeddedLibrary()), "");
    }

    private String library(String coordinate, byte[] content) {
        return library(coordinate, content, url(coordinate));
    }

    private static String library(String coordinate, byte[] content, String url) {
        return """
                {"name": "%s", "downloads": {"artifact": {"path": "%s", "url": "%s", "sha1": "%s", "size": %d}}}"""
                .formatted(coordinate, new Coordinate(coordinate).path(), url, Upstream.sha1(content), content.length);
    }

    private static String slimSha1(String side) {
        return Upstream.sha1(tool(MojangFiles.jar(side), true, new byte[0]));
    }

    private static byte[] tool(byte[] jar, boolean isSlim, byte[] patch) {
        var out = new ByteArrayOutputStream();
        try {
            JarTool.copy(new ByteArrayInputStream(jar), out, isSlim, patch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] patch(String side) {
        return utf8("what makes a loader of the game's " + side + "\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        upstream.close();
    }
}

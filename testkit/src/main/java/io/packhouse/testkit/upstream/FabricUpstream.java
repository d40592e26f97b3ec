package io.packhouse.testkit.upstream;

import java.util.ArrayList;
import java.util.List;

import io.packhouse.testkit.upstream.game.Game;

/**
 * Plays the servers of a loader that is metadata only: {@code meta.fabricmc.net} with one pair of a game and a loader, and
 * {@code maven.fabricmc.net} with its libraries, whose digests are beside them. The loader's jar holds {@link Game}.
 */
public final class FabricUpstream implements AutoCloseable {

    /** The versions that it knows. */
    public static final String GAME = "1.20.1";
    public static final String LOADER = "0.15.11";
    /** The class that the metadata says starts the game, on both sides. */
    public static final String MAIN_CLASS = Game.class.getName();
    /** For {@link #GAME}, as the game's own metadata says. */
    public static final int JAVA_VERSION = 17;

    private static final String META = "https://meta.fabricmc.net/v2/versions/loader/";
    private static final String MAVEN = "https://maven.fabricmc.net/";
    private static final List<String> COMMON = List.of("org.ow2.asm:asm:9.6", "org.ow2.asm:asm-tree:9.6",
            "net.fabricmc:sponge-mixin:0.13.3+mixin.0.8.5");
    private static final List<String> SERVER = List.of("net.fabricmc:fabric-log4j-util:1.0.2");
    private static final String LOADER_JAR = "net.fabricmc:fabric-loader:" + LOADER;
    private static final String INTERMEDIARY = "net.fabricmc:intermediary:" + GAME;

    private final Upstream upstream;

    private FabricUpstream(Upstream upstream) {
        this.upstream = upstream;
    }

    /** Starts. */
    public static FabricUpstream start() {
        return on(Upstream.start());
    }

    /** Plays on a server that exists, whose files it adds to. */
    public static FabricUpstream on(Upstream upstream) {
        new MojangFiles(upstream, JAVA_VERSION).put(GAME);
        for (List<String> some : List.of(COMMON, SERVER, List.of(INTERMEDIARY))) {
            some.forEach(coordinate -> upstream.putWithSha1(url(coordinate), Jars.library(coordinate)));
        }
        upstream.putWithSha1(url(LOADER_JAR), Jars.runnable(Game.class));
        upstream.put(META + GAME + "/" + LOADER, meta());
        upstream.refuse(META + GAME + "/9.9.9", 400);
        return new FabricUpstream(upstream);
    }

    /** The server, for its mirrors, its log of requests, and to let it fail. */
    public Upstream server() {
        return upstream;
    }

    /** The coordinates of all libraries of the client; the server has those and {@link #serverLibraries}. */
    public static List<String> clientLibraries() {
        List<String> all = new ArrayList<>(COMMON);
        all.add(LOADER_JAR);
        all.add(INTERMEDIARY);
        return all;
    }

    /** The coordinates of those that only the server has. */
    public static List<String> serverLibraries() {
        return SERVER;
    }

    /** Where a library is in the real world. */
    public static String url(String coordinate) {
        return MAVEN + new Coordinate(coordinate).path();
    }

    private static String meta() {
        return """
                {"loader": {"separator": ".", "build": 11, "maven": "%s", "version": "%s", "stable": true},
                 "intermediary": {"maven": "%s", "version": "%s", "stable": true},
                 "launcherMeta": {"version": 2, "min_java_version": 8,
                  "libraries": {"client": [], "common": [%s], "server": [%s]},
                  "mainClass": {"client": "%s", "server": "%s"}}}
                """.formatted(LOADER_JAR, LOADER, INTERMEDIARY, GAME, libraries(COMMON), libraries(SERVER), MAIN_CLASS,
                MAIN_CLASS);
    }

    /** The first of each list with the digest that newer metadata has. */
    private static String libraries(List<String> coordinates) {
        List<String> entries = new ArrayList<>();
        for (String coordinate : coordinates) {
            entries.add("{\"name\": \"" + coordinate + "\", \"url\": \"" + MAVEN + "\""
                    + (entries.isEmpty() ? ", \"sha1\": \"" + Upstream.sha1(Jars.library(coordinate)) + "\"" : "") + "}");
        }
        return String.join(", ", entries);
    }

    @Override
    public void close() {
        upstream.close();
    }
}

package io.packhouse.testkit.upstream;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.packhouse.testkit.upstream.game.Game;

/** Plays the game's own servers: the list of versions, one version, and its jars, which hold {@link Game}. */
final class MojangFiles {

    private static final String LIST = "https://piston-meta.mojang.com/mc/game/version_manifest_v2.json";
    private static final String PACKAGES = "https://piston-meta.mojang.com/v1/packages/";
    private static final String OBJECTS = "https://piston-data.mojang.com/v1/objects/";

    private final Upstream upstream;
    private final int javaVersion;

    MojangFiles(Upstream upstream, int javaVersion) {
        this.upstream = upstream;
        this.javaVersion = javaVersion;
    }

    /** Everything of {@code version}, between two others in the list of which nothing is there. */
    void put(String version) {
        String document = "{\"id\": \"" + version + "\", \"mainClass\": \"net.minecraft.client.main.Main\", \"downloads\": {"
                + download("client") + ", " + download("server")
                + "}, \"javaVersion\": {\"component\": \"java-runtime-gamma\", "
                + "\"majorVersion\": " + javaVersion + "}, \"libraries\": []}";
        String sha1 = Upstream.sha1(document.getBytes(StandardCharsets.UTF_8));
        String url = PACKAGES + sha1 + "/" + version + ".json";
        upstream.put(url, document);
        upstream.put(LIST, "{\"latest\": {\"release\": \"" + version + "\"}, \"versions\": ["
                + entry("1.14 Pre-Release 5", PACKAGES + "0000/old.json", "0".repeat(40)) + ", " + entry(version, url, sha1)
                + ", " + entry("1.0", PACKAGES + "0000/oldest.json", "0".repeat(40)) + "]}");
    }

    private static String entry(String id, String url, String sha1) {
        return "{\"id\": \"" + id + "\", \"type\": \"release\", \"url\": \"" + url + "\", \"sha1\": \"" + sha1
                + "\", \"complianceLevel\": 1}";
    }

    private String download(String side) {
        byte[] jar = jar(side);
        String url = OBJECTS + Upstream.sha1(jar) + "/" + side + ".jar";
        upstream.put(url, jar);
        return "\"" + side + "\": {\"sha1\": \"" + Upstream.sha1(jar) + "\", \"size\": " + jar.length + ", \"url\": \"" + url
                + "\"}";
    }

    /** The game's jar of {@code side}: {@link Game}, and a text that tells the sides apart. */
    static byte[] jar(String side) {
        Map<String, byte[]> entries = new LinkedHashMap<>(Jars.entries(Game.class));
        entries.put("assets/side.txt", (side + "\n").getBytes(StandardCharsets.UTF_8));
        return Jars.zip(entries);
    }
}

package io.packhouse.addonscript.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResponseTest {

    private static final String SHA1 = "3f1d0a6c5b7e4f2a9c8d7e6f5a4b3c2d1e0f9a8b";
    private static final Manifest MANIFEST = new Manifest(2, AddonDescriptor.of("org.t", "pack", "1"), SideFlags.NONE,
            List.of(new AddonFile("own", List.of(), List.of(), SideFlags.NONE, Map.of())), List.of(), List.of(), true, true,
            List.of(), Map.of());

    private final AddonFile library = file("loader-3f1d0a6c5b", SideFlags.both(Flag.REQUIRED),
            step("library", "org.example", "loader", "0.15.11"));
    private final AddonFile defaults = file("server-defaults", new SideFlags(Set.of(), Set.of(Flag.REQUIRED)),
            new InstallStep("extract", List.of("./config"), Set.of(Side.SERVER)));
    private final LaunchPatch client = new LaunchPatch(Set.of(Side.CLIENT), "org.example.Main",
            List.of(new GameArgument(GameArgument.Mode.REPLACE, "versionType", "loom", null)), List.of("-Dx=y"), false, 17);

    @Test
    void is_written_as_the_worked_example() {
        assertThat(new ResponseWriter(ResponseWriter.Dialect.PATCH, false).write(response(library, defaults))).hasToString(
                """
                        {"addonscript":{"version":2},"files":[\
                        {"qualifier":"loader-3f1d0a6c5b","src":["https://e.org/f"],"flags":{"both":["required"]},\
                        "install":[{"action":"library","args":["org.example","loader","0.15.11"]}],"hashes":{"sha1":"%1$s"}},\
                        {"qualifier":"server-defaults","src":["https://e.org/f"],"flags":{"server":["required"]},\
                        "install":[{"action":"extract","args":["./config"],"side":"server"}],"hashes":{"sha1":"%1$s"}}],\
                        "launch_client":{"side":"client","main_class":"org.example.Main",\
                        "arguments":[{"mode":"replace","key":"versionType","value":"loom"}],"jvm_arguments":["-Dx=y"],\
                        "java_version":17}}"""
                        .formatted(SHA1));
    }

    @Test
    void is_written_for_old_clients_too() {
        assertThat(new ResponseWriter(ResponseWriter.Dialect.CONFIG, true).write(response(library))).hasToString("""
                {"addonscript":{"version":2},"files":[\
                {"qualifier":"loader-3f1d0a6c5b","src":["https://e.org/f"],"link":["https://e.org/f"],\
                "flags":{"both":["required","library"]},"hashes":{"sha1":"%s"}}],\
                "launch_client":{"main_class":"org.example.Main","arguments":["--versionType","loom"],\
                "jvm_arguments":["-Dx=y"],"java_version":17}}""".formatted(SHA1));
    }

    @Test
    void what_is_right_has_no_faults() {
        assertThat(ResponseRules.faults(response(library, defaults), MANIFEST, false)).isEmpty();
    }

    @Test
    void what_no_client_could_use_is_found_before() {
        assertThat(faults(file("own", SideFlags.both(Flag.REQUIRED))))
                .containsExactly("the qualifier own is one of the manifest's own files");
        assertThat(faults(defaults, defaults)).containsExactly("two files have the qualifier server-defaults");
        assertThat(faults(file("a", SideFlags.NONE))).containsExactly("file a has no flags: no client would install it");
        assertThat(faults(file("A_b", SideFlags.both(Flag.REQUIRED)))).hasSize(1);
        assertThat(faults(file("a", SideFlags.both(Flag.REQUIRED), step("move", "../x")))).hasSize(1);
        assertThat(faults(file("a", SideFlags.both(Flag.REQUIRED), step("execute", "x")))).hasSize(1);
        for (String link : List.of("./x", "ftp://e.org/x", "https:///x", "https://me:pw@e.org/x", "http://e.org/a b")) {
            assertThat(faults(new AddonFile("a", List.of(link), List.of(), SideFlags.both(Flag.REQUIRED), hashes())))
                    .as(link)
                    .hasSize(1);
        }
        assertThat(faults(new AddonFile("a", List.of("https://e.org"), List.of(), SideFlags.both(Flag.REQUIRED),
                Map.of("sha1", SHA1.substring(1))))).hasSize(1);
    }

    @Test
    void variables_stay_out_of_arguments() {
        LaunchPatch patch = new LaunchPatch(Set.of(Side.CLIENT), null,
                List.of(new GameArgument(GameArgument.Mode.APPEND, null, "", "${x}")), List.of("-p ${library_directory}"),
                false,
                null);
        var response = new BuilderResponse(JsonNodeFactory.instance.objectNode(), List.of(), patch, null);

        assertThat(ResponseRules.faults(response, MANIFEST, false)).hasSize(2);
        assertThat(ResponseRules.faults(response, MANIFEST, true)).isEmpty();
    }

    private List<String> faults(AddonFile... files) {
        return ResponseRules.faults(response(files), MANIFEST, false);
    }

    private BuilderResponse response(AddonFile... files) {
        return new BuilderResponse(JsonNodeFactory.instance.objectNode().put("version", 2), List.of(files), client, null);
    }

    private static AddonFile file(String qualifier, SideFlags flags, InstallStep... steps) {
        return new AddonFile(qualifier, List.of("https://e.org/f"), List.of(steps), flags, hashes());
    }

    private static InstallStep step(String action, String... args) {
        return new InstallStep(action, List.of(args), Set.of(Side.CLIENT, Side.SERVER));
    }

    private static Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("sha1", SHA1);
        return hashes;
    }
}

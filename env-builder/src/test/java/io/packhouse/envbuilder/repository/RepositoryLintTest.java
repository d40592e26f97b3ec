package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.platform.config.ByteSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepositoryLintTest {

    @TempDir
    Path directory;

    @Test
    void nothing_is_wrong_with_a_good_one() throws IOException {
        assertThat(lint(SmallRepository.in(directory))).isEmpty();
    }

    /** A document, what is put where in it, and what its author reads. M is the manifest, R the recipe. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            comma              | M | "id": "loom",                | "id": "loom"                     | 4: error: no JSON at line 4, column 3: Unexpected character ('"' (code 34)): was expecting comma to separate Object entries
            behind the end     | M | "use_builder": true,         | "use_builder": true, "use_builder": true, | 8: error: no JSON at line 8, column 37: Duplicate field 'use_builder'
            id of the path     | M | "id": "loom",                | "id": "warp",                    | 3: error: /id: is not the id of this directory, loom
            namespace          | M | "namespace": "org.example",  | "namespace": "org.other",        | 4: error: /namespace: is not the namespace of this directory, org.example
            version of path    | M | "version": "1.0"             | "version": "1.0.0"               | 5: error: /version: is 1.0.0, but its directory is for 1.0
            no instance        | M | "instance": true,            | "instance": false,               | 8: error: /use_builder: only an add-on with instance: true uses a builder
            own repository     | M | [{"namespace": "org.example" | [{"namespace": "org.elsewhere"   | 9: error: /repositories: an add-on that uses a builder names a repository of its own namespace
            range              | M | "[1,2)"                      | "^1.2"                           | 11: error: /relations/0/version: «^1.2» looks like a SemVer range; those start with <, > or = here, as in >=1.2.0 <2.0.0
            missing            | M | "version": "[1,2)",          |                                  | 11: error: /relations/0/version: is missing
            neither            | M | "expected", "required"       | "expected"                       | 12: warning: /relations/0/flags: net.minecraft:minecraft is expected on the client and neither required nor optional: it counts as optional
            both               | M | "expected", "required"       | "expected", "required", "optional" | 12: warning: /relations/0/flags: net.minecraft:minecraft is expected on the client and both required and optional: it counts as required
            flag               | M | "expected", "required"       | "expected", "required", "wanted" | 12: warning: /relations/0/flags/both/2: «wanted» is no flag that we know, and counts for nothing
            format             | R | "recipe": 1                  | "recipe": 2                      | 2: error: /recipe: the number 1 is needed here, this is 2
            range of recipe    | R | "[1,2)"                      | "[1,2"                           | 3: error: /for/versions: «[1,2»: an interval is not closed
            no relation        | R | org.example:shader           | org.example:shade                | 6: error: /inputs/shader/addon: the input shader is org.example:shade, which is no relation of org.example:loom:1.0
            not consumed       | R | "shader": {"addon": "org.example:shader"} | "same": {"addon": "net.minecraft:minecraft"} | 4: error: /inputs: org.example:shader is expected by org.example:loom:1.0, but neither an input nor ignored
            qualifier          | R | "defaults",                  | "readme",                        | 16: error: /files/0/qualifier: the qualifier readme is one of the files of org.example:loom:1.0
            kind               | R | http.json                    | http.jsno                        | 11: error: /steps/1/kind: «http.jsno» is no kind of step
            cycle              | R | data/defaults                | ${steps.zip}                     | 8: error: /steps: these steps wait for each other: zip -> zip
            reference          | R | ${steps.zip}                 | ${steps.zap}                     | 16: error: /files/0/from: there is no steps.zap in this recipe
            data file          | R | data/table.json              | data/tabel.json                  | 10: error: /steps/0/with/table: there is no data/tabel.json beside this recipe's add-on
            data directory     | R | data/defaults                | data/default                     | 13: error: /steps/2/with/from: there is no data/default beside this recipe's add-on
            host               | R | meta.example.org             | meta.example.com                 | 12: error: /steps/1/with/url: the host meta.example.com is none of the allowed_hosts of repository.json
            host of the client | R | meta.example.org/$           | meta.$                           | 12: error: /steps/1/with/url: the host of an address is written out, no value has a part in it
            host with user     | R | meta.example.org/$           | me:pw@meta.example.org/$         | 12: error: /steps/1/with/url: an address has a host, and neither a user nor a password
            tool               | R | "zip.build", "with": {"from": "data/defaults"} | "tool.run", "with": {"tool": "rm"} | 13: error: /steps/2/with/tool: the tool rm is not pinned: environments.tools has none of that name
            fetched tool       | R | "zip.build", "with": {"from": "data/defaults"} | "tool.run", "with": {"jar": "${steps.meta}"} | 13: error: /steps/2/with: the tool is not pinned: a jar stands with the hashes that it and its class path must have
            no name of a tool  | R | "zip.build", "with": {"from": "data/defaults"} | "tool.run", "with": {"tool": "${steps.row}"} | 13: error: /steps/2/with/tool: the name of a tool is written out, no value has a part in it
            member             | R | "id": "meta",                | "id": "meta", "whne": {},        | 11: warning: /steps/1/whne: nobody reads «whne» here; what is read: foreach, id, kind, side, when, with
            parameter          | R | "key": "${                   | "keyy": 1, "key": "${            | 10: warning: /steps/0/with/keyy: nobody reads «keyy» here; what is read: key, match, table
            side of a file     | R | "defaults", "from"           | "defaults", "flags": {"clinet": []}, "from" | 16: warning: /files/0/flags/clinet: «clinet» is no side: client, server or both
            flag of a file     | R | "defaults", "from"           | "defaults", "flags": {"both": ["wanted"]}, "from" | 16: warning: /files/0/flags/both/0: «wanted» is no flag that we know, and counts for nothing
            side of the launch | R | "publish_policy"             | "launch": {"clinet": {}}, "publish_policy" | 18: warning: /launch/clinet: nobody reads «clinet» here; what is read: client, server
            launch             | R | "publish_policy"             | "launch": {"client": {"main": 1}}, "publish_policy" | 18: warning: /launch/client/main: nobody reads «main» here; what is read: arguments, java_version, jvm_arguments, main_class, replace_jvm_arguments, side
            qualifier, nearly  | R | "defaults",                  | "Read Me", "from": "x"}, {"qualifier": "read-me", | 16: error: /files/1/qualifier: «read-me» is there twice
            like the manifest's | R | "defaults",                 | "README!",                       | 16: error: /files/0/qualifier: the qualifier readme is one of the files of org.example:loom:1.0
            no qualifier       | R | "defaults",                  | "---",                           | 16: error: /files/0/qualifier: of «---» nothing is left in a-z, 0-9 and -
            member of manifest | M | "use_builder"                | "use_buidler"                    | 8: warning: /use_buidler: nobody reads «use_buidler» here; what is read: addonscript, files, flags, id, instance, launch_client, launch_server, meta, namespace, patches, relations, repositories, use_builder, version
            dots               | M | [{"namespace": "org.example" | [{"namespace": "org..example"    | 9: error: /repositories/0/namespace: «org..example» is not a namespace: 1 to 255 of a-z, 0-9, . and -, with dots only between names
            other version      | R | "[1,2)"                      | "[2,3)"                          | 3: warning: /for/versions: is for no version that is here
            """)
    void says_where_and_what(String what, String document, String from, String to, String expected) throws IOException {
        var repository = SmallRepository.in(directory);
        String path = document.equals("M") ? SmallRepository.MANIFEST : SmallRepository.RECIPE;
        repository.change(path, from, to == null ? "" : to);

        assertThat(lint(repository)).extracting(Finding::toString).contains(path + ":" + expected);
    }

    @Test
    void lines_are_those_of_the_text_that_is_wrong() throws IOException {
        var repository = SmallRepository.in(directory);
        repository.change(SmallRepository.RECIPE, "data/table.json\"",
                "data/table.json\", \"match\": [1,\n\"${steps.zap}\"]");
        assertThat(lines(repository)).containsExactly(
                SmallRepository.RECIPE + ":11: error: /steps/0/with/match/1: there is no steps.zap in this recipe");
    }

    @Test
    void editors_are_named_where_they_do_something_odd() throws IOException {
        var repository = SmallRepository.in(directory);
        String manifest = Files.readString(directory.resolve(SmallRepository.MANIFEST));
        repository.write(SmallRepository.MANIFEST, "\ufeff" + manifest);
        assertThat(lines(repository)).containsExactly(SmallRepository.MANIFEST
                + ":1: error: the document begins with a byte order mark, which JSON does not have; "
                + "save it as UTF-8 without one");

        repository.write(SmallRepository.MANIFEST, "{");
        assertThat(lines(repository)).containsExactly(SmallRepository.MANIFEST
                + ":1: error: no JSON at line 1, column 2: Unexpected end-of-input: expected close marker for Object "
                + "(start marker at line: 1, column: 1)");
    }

    @Test
    void what_nobody_reads_is_told_of_all_documents() throws IOException {
        var repository = SmallRepository.in(directory);
        repository.change("repository.json", "allowed_hosts", "allowed-hosts");
        repository.write("org.example/loom/addon.json", "{\"name\": \"Loom\"}");
        assertThat(lines(repository)).contains(
                "repository.json:4: warning: /allowed-hosts: nobody reads «allowed-hosts» here; what is read: "
                        + "aliases, allowed_hosts, namespaces, repository",
                "org.example/loom/addon.json:1: warning: /name: nobody reads «name» here; what is read: id, meta, namespace");
    }

    @Test
    void a_version_that_can_be_built_has_exactly_one_recipe() throws IOException {
        var repository = SmallRepository.in(directory);
        repository.write("org.example/loom/environments/other.json",
                Files.readString(directory.resolve(SmallRepository.RECIPE)));
        assertThat(lines(repository)).containsExactly("org.example/loom/environments/other.json:3: error: /for/versions: "
                + "1.0 is in this range and in that of org.example/loom/environments/main.json; "
                + "exactly one recipe is for a version");

        repository.delete("org.example/loom/environments/other.json");
        repository.delete(SmallRepository.RECIPE);
        assertThat(lines(repository))
                .containsExactly(SmallRepository.MANIFEST + ":8: error: /use_builder: no recipe is for 1.0");
    }

    @Test
    void directories_have_versions_as_names_also_odd_ones() throws IOException {
        var repository = SmallRepository.in(directory);
        String manifest = Files.readString(directory.resolve(SmallRepository.MANIFEST));
        repository.write("org.example/loom/1.0%2F%25b/manifest.json", manifest.replace("\"1.0\"", "\"1.0/%b\""));
        assertThat(lint(repository)).isEmpty();

        repository.write("org.example/loom/1.0%2/manifest.json", manifest);
        repository.write("org.example/loom/%31.0/manifest.json", manifest);
        assertThat(lines(repository)).containsExactly(
                "org.example/loom/1.0%2/manifest.json:1: error: its directory 1.0%2 has a % without two hexadecimal digits",
                SmallRepository.MANIFEST + ": error: there is another directory of this version");
    }

    @Test
    void what_lies_elsewhere_is_told() throws IOException {
        var repository = SmallRepository.in(directory);
        repository.write("README.md", "not read");
        repository.write(".git/config", "not looked at");
        repository.write("org.example/loom/1.0/.manifest.json.swp", "of an editor");
        repository.write("org.example/loom/1.0/manifest.json~", "of an editor");
        assertThat(lint(repository)).isEmpty();

        repository.write("org.example/Loom/1.0/manifest.json", "{}");
        repository.write("org.other/loom/1.0/manifest.json", "{}");
        repository.write("org.example/loom/environments/deep/main.json", "{}");
        assertThat(lines(repository)).containsExactly(
                "org.example/Loom: error: is not <namespace>/<id> of an add-on: those have a-z, 0-9, - and, in namespaces, dots between names",
                "org.example/loom/environments/deep/main.json: warning: is not read: it is none of addon.json, "
                        + "<version>/manifest.json, environments/<name>.json and data/...",
                "org.other: error: is none of the namespaces of repository.json");
    }

    @Test
    void the_repository_has_a_document_of_its_own() throws IOException {
        var repository = SmallRepository.in(directory);
        repository.change("repository.json", "meta.example.org", "https://meta.example.org");
        repository.change("org.example/loom/addon.json", "\"loom\"", "\"warp\"");
        assertThat(lines(repository)).containsExactly(
                "org.example/loom/addon.json:2: error: /id: is not the id of this directory, loom",
                "repository.json:4: error: /allowed_hosts/0: «https://meta.example.org» is not the name of a host in lower case");

        repository.delete("repository.json");
        assertThat(lines(repository)).contains("repository.json: error: is missing: it makes a directory a repository");
    }

    @Test
    void links_stay_inside() throws IOException {
        var repository = SmallRepository.in(directory.resolve("repository"));
        Path outside = Files.writeString(directory.resolve("secret.json"), "{}");
        Path loom = repository.root().resolve("org.example/loom");
        Files.createSymbolicLink(loom.resolve("data/secret.json"), outside);
        Files.createSymbolicLink(loom.resolve("data/nothing.json"), loom.resolve("gone"));
        Files.createSymbolicLink(loom.resolve("data/round"), loom);
        Files.createSymbolicLink(loom.resolve("data/inside.json"), loom.resolve("data/table.json"));

        assertThat(lines(repository)).containsExactly(
                "org.example/loom/data/nothing.json: error: is a link to nothing, or was removed while it was read",
                "org.example/loom/data/round: error: is a link to a directory that it is in",
                "org.example/loom/data/secret.json: error: is a link that leads out of the repository");
        assertThat(repository.tree().files()).containsKey("org.example/loom/data/inside.json");
    }

    @Test
    void there_is_an_end_to_everything() throws IOException {
        var repository = SmallRepository.in(directory);
        repository.write("org.example/loom/data/large.bin", "x".repeat((1 << 20) + 1));
        repository.write("org.example/loom/data" + "/d".repeat(10) + "/deep.txt", "x");
        assertThat(lines(repository)).containsExactly(
                "org.example/loom/data/d/d/d/d/d/d/d/d/d: error: is too deep: 11 levels of directories are read",
                "org.example/loom/data/large.bin: error: has 1048577 bytes; a file of a repository has at most 1MiB");

        assertThatThrownBy(() -> RepositoryTree.of(directory, new TreeLimits(10, ByteSize.parse("1MiB"),
                ByteSize.parse("1MiB")))).isInstanceOf(IOException.class).hasMessageContaining("more than 10 files");
        assertThatThrownBy(() -> RepositoryTree.of(directory, new TreeLimits(1000, ByteSize.parse("1000B"),
                ByteSize.parse("1MiB")))).isInstanceOf(IOException.class).hasMessageContaining("more than 1000 files");
    }

    @Test
    void bytes_that_are_no_text_have_a_line_too() throws IOException {
        var repository = SmallRepository.in(directory);
        byte[] bytes = Files.readAllBytes(directory.resolve(SmallRepository.RECIPE));
        int third = new String(bytes, StandardCharsets.UTF_8).indexOf("versions");
        bytes[third] = (byte) 0xC0;
        Files.write(directory.resolve(SmallRepository.RECIPE), bytes);

        assertThat(lines(repository)).containsExactly(SmallRepository.RECIPE + ":3: error: the document is not in UTF-8");
    }

    private static List<String> lines(SmallRepository repository) throws IOException {
        return lint(repository).stream().map(Finding::toString).toList();
    }

    private static List<Finding> lint(SmallRepository repository) throws IOException {
        return RepositoryLint.of(repository.root(), SmallRepository.SETTINGS, SmallRepository.KINDS);
    }
}

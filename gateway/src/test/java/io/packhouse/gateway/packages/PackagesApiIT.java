package io.packhouse.gateway.packages;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.api.Tokens;
import io.packhouse.gateway.api.Tokens.NewToken;

import static io.packhouse.gateway.packages.PackagesServer.json;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class PackagesApiIT {

    private static final String X86 = "linux_x86_64";
    private static final String MAC = "macos_universal_arm_64+x86_64";
    private static final String PATH = "/api/v1/packages";
    private static final byte[] NOTHING = {};

    @TempDir
    private Path root;
    private PackagesServer server;

    @BeforeEach
    void open() {
        server = new PackagesServer(root.resolve("objects"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        return server.sendForBytes(method, path, body, headers);
    }

    private HttpResponse<byte[]> upload(ToyPackage one, String query, String... headers) {
        return send("POST", PATH + query, one.bytes(), headers);
    }

    private static List<String> keys(JsonNode list) {
        List<String> keys = new ArrayList<>();
        list.path("packages").forEach(
                one -> keys.add(one.path("id").asText() + "/" + one.path("architecture").asText()));
        return keys;
    }

    @Test
    void anUploadIsAJobAndARevision() {
        HttpResponse<byte[]> accepted = upload(ToyPackage.of("a+b c", MAC).version("1").name("en", "A"),
                "?note=first%20try");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/api/v1/jobs/" + json(accepted).path("id").asText());
        assertThat(json(accepted).path("kind").asText()).isEqualTo("package-upload");

        HttpResponse<byte[]> updated = upload(ToyPackage.of("a+b c", MAC).version("2"), "", "Prefer", "wait=20");
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(updated.headers().firstValue("Preference-Applied")).contains("wait=20");
        assertThat(json(updated).path("catalogue").path("result").asText()).isEqualTo("updated");
        assertThat(upload(ToyPackage.of("b", ""), "", "Prefer", "wait=20").statusCode()).isEqualTo(201);

        String path = json(updated).path("catalogue").path("href").asText();
        assertThat(path).isEqualTo(PATH + "/a%2Bb%20c/macos_universal_arm_64%2Bx86_64");
        JsonNode current = json(server.get(path));
        assertThat(current.path("version").asText()).isEqualTo("2");
        assertThat(current.path("uploaded_by").asText()).isEqualTo("anonymous");
        assertThat(current.path("size").asInt()).isEqualTo(ToyPackage.of("a+b c", MAC).version("2").bytes().length);
        assertThat(current.path("digest").asText()).isEqualTo("d".repeat(64));
        JsonNode revisions = json(server.get(current.path("revisions_href").asText()));
        assertThat(revisions.path("current").asInt()).isEqualTo(2);
        assertThat(revisions.path("revisions").findValuesAsText("revision")).containsExactly("2", "1");
        assertThat(revisions.path("revisions").path(1).path("note").asText()).isEqualTo("first try");
        assertThat(json(server.get(revisions.path("revisions").path(1).path("revision_href").asText())).path("names")
                .toString()).isEqualTo("{\"en\":\"A\"}");
    }

    @Test
    void everyRevisionCanBeHadAndMadeTheCurrentOne() {
        for (int version = 1; version <= 3; version++) {
            upload(ToyPackage.of("a", "").version("v" + version), "", "Prefer", "wait=20");
        }
        String path = PATH + "/a/all";

        HttpResponse<byte[]> file = server.get(path + "/revisions/1/file");
        assertThat(file.body()).isEqualTo(ToyPackage.of("a", "").version("v1").bytes());
        String tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(server.get(path + "/revisions/1/file", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.get(path + "/revisions/1/file", "Range", "bytes=0-1").body())
                .isEqualTo(new byte[]{0x1f, (byte) 0x8b});
        assertThat(send("HEAD", path + "/revisions/1/file", NOTHING).headers().firstValue("Content-Length"))
                .contains(Integer.toString(file.body().length));

        HttpResponse<byte[]> restored = send("POST", path + "/revisions/1/restore", NOTHING, "Prefer", "wait=20");
        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(json(restored).path("catalogue").path("result").asText()).isEqualTo("updated");
        assertThat(server.said("GET", "/package/list")).contains("\"version\":\"v1\"");
        assertThat(json(send("POST", path + "/revisions/1/restore", NOTHING, "Prefer", "wait=20")).path("catalogue")
                .path("result").asText()).isEqualTo("no changes");

        HttpResponse<byte[]> removed = send("DELETE", path, NOTHING, "Prefer", "wait=20");
        assertThat(json(removed).path("catalogue").path("removed").asInt()).isEqualTo(1);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", path, NOTHING).statusCode()).isEqualTo(404);
        JsonNode revisions = json(server.get(path + "/revisions"));
        assertThat(revisions.has("current")).isFalse();
        assertThat(revisions.path("revisions")).hasSize(3);
        assertThat(send("POST", path + "/revisions/2/restore", NOTHING, "Prefer", "wait=20").statusCode()).isEqualTo(201);
        assertThat(server.said("GET", "/package/list")).contains("\"version\":\"v2\"");
    }

    @Test
    void pagesStayGoodWhilePackagesComeAndGo() {
        server.tell(IntStream.range(0, 25).boxed().flatMap(i -> Stream.of(
                ToyPackage.of("p%02d".formatted(i), ""), ToyPackage.of("p%02d".formatted(i), X86).categories("c"))));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(server.get(PATH + "?limit=7" + cursor));
            seen.addAll(keys(page));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
            String id = seen.getLast().substring(0, seen.getLast().indexOf('/'));
            send("DELETE", PATH + "/" + id, NOTHING, "Prefer", "wait=20");
            server.tell(Stream.of(ToyPackage.of("a" + seen.size(), "")));
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().isSorted().allMatch(key -> key.startsWith("p"));
        assertThat(seen).as("of an id that was removed between its architectures, the second is gone, too")
                .hasSizeBetween(40, 50);
        assertThat(keys(json(server.get(PATH + "?category=c&limit=2")))).hasSize(2).allMatch(key -> key.endsWith(X86));
        JsonNode revisions = json(server.get(PATH + "/p24/all/revisions?limit=1"));
        assertThat(revisions.has("next")).isFalse();
    }

    @Test
    void revisionsHavePagesToo() {
        server.tell(IntStream.range(0, 5).mapToObj(i -> ToyPackage.of("a", "")));
        for (int version = 1; version <= 5; version++) {
            upload(ToyPackage.of("a", "").version("v" + version), "", "Prefer", "wait=20");
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(server.get(PATH + "/a/all/revisions?limit=4" + cursor));
            seen.addAll(page.path("revisions").findValuesAsText("revision"));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly("6", "5", "4", "3", "2", "1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''|a/all a/linux_x86_64 mac/macos_universal_arm_64+x86_64",
            "?architecture=all|a/all",
            "?architecture=linux_x86_64|a/linux_x86_64",
            "?architecture=macos_universal_arm_64+x86_64|mac/macos_universal_arm_64+x86_64",
            "?architecture=macos_universal_arm_64%2Bx86_64|mac/macos_universal_arm_64+x86_64",
            "?category=games|a/all",
            "?filter=Big+Mac|mac/macos_universal_arm_64+x86_64",
            "?filter=none|''"})
    void filters(String query, String keys) {
        server.tell(Stream.of(ToyPackage.of("a", "").categories("games"), ToyPackage.of("a", X86),
                ToyPackage.of("mac", MAC).name("en", "Big Mac")));

        assertThat(String.join(" ", keys(json(server.get(PATH + query))))).isEqualTo(keys);
    }

    @ParameterizedTest
    @CsvSource({
            "GET,?limit=0,422", "GET,?cursor=x,422", "GET,?x=1,422", "GET,/none,404", "GET,/none/all,404",
            "GET,/none/all/revisions,404", "GET,/a/all/revisions?cursor=0,422", "GET,/a/all/revisions/2,404",
            "GET,/a/all/revisions/x,404", "GET,/a/all/revisions/99999999999/file,404", "GET,/a/other,404",
            "DELETE,/none,404", "DELETE,/none/all,404", "POST,/a/all/revisions/2/restore,404", "PUT,'',405",
            "POST,/a/all,405", "GET,/a/all/x,404"})
    void whatIsWrongIsAProblem(String method, String path, int status) {
        server.tell(Stream.of(ToyPackage.of("a", "")));

        HttpResponse<byte[]> answer = send(method, PATH + path, NOTHING);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void whatIsNoPackageIsAProblemOrAFailedJob() {
        assertThat(send("POST", PATH, new byte[]{1, 2, 3}).statusCode()).isEqualTo(400);
        HttpResponse<byte[]> failed = upload(ToyPackage.of("a", "").bad("mixed architectures: A and B"), "", "Prefer",
                "wait=20");
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(json(failed).path("state").asText()).isEqualTo("failed");
        assertThat(json(failed).path("failure").path("message").asText()).isEqualTo("mixed architectures: A and B");
        assertThat(json(failed).has("catalogue")).isFalse();
        assertThat(upload(ToyPackage.of("a", ""), "?note=" + "x".repeat(1001)).statusCode()).isEqualTo(400);
        server.cutOff();
        assertThat(server.get(PATH + "/none/all").statusCode()).isEqualTo(503);
        assertThat(server.get(PATH + "/none/all/revisions").statusCode()).isEqualTo(503);
    }

    @Test
    void aRepeatUnderItsKeyIsTheSameJob() {
        String[] headers = {"Idempotency-Key", "k", "Prefer", "wait=20"};
        String first = json(upload(ToyPackage.of("a", ""), "", headers)).path("id").asText();
        assertThat(json(upload(ToyPackage.of("a", ""), "", headers)).path("id").asText()).isEqualTo(first);
        assertThat(json(server.get(PATH + "/a/all/revisions")).path("revisions")).hasSize(1);

        String[] other = {"Idempotency-Key", "l", "Prefer", "wait=20"};
        String removal = json(send("DELETE", PATH + "/a/all", NOTHING, other)).path("id").asText();
        JsonNode again = json(send("DELETE", PATH + "/a/all", NOTHING, other));
        assertThat(again.path("id").asText()).isEqualTo(removal);
        assertThat(again.path("catalogue").path("removed").asInt()).as("the answer of the first").isEqualTo(1);
    }

    @Test
    void tokensNeedTheRightScope() throws Exception {
        server.close();
        NewToken reader = Tokens.newToken("reader", Set.of(Scope.PACKAGES_READ));
        NewToken writer = Tokens.newToken("writer", Set.of(Scope.PACKAGES_WRITE));
        NewToken remover = Tokens.newToken("remover", Set.of(Scope.PACKAGES_REMOVE));
        Path tokens = Files.write(root.resolve("tokens"), List.of(reader.line(), writer.line(), remover.line()));
        server = new PackagesServer(root.resolve("objects"), Optional.of(tokens), UnaryOperator.identity());
        String[] read = {"Authorization", "Bearer " + reader.secret(), "Prefer", "wait=20"};
        String[] write = {"Authorization", "Bearer " + writer.secret(), "Prefer", "wait=20"};
        String[] remove = {"Authorization", "Bearer " + remover.secret(), "Prefer", "wait=20"};

        assertThat(upload(ToyPackage.of("a", ""), "").statusCode()).isEqualTo(401);
        assertThat(upload(ToyPackage.of("a", ""), "", read).statusCode()).isEqualTo(403);
        assertThat(upload(ToyPackage.of("a", ""), "", write).statusCode()).isEqualTo(201);
        assertThat(server.get(PATH, write).statusCode()).isEqualTo(403);
        assertThat(json(server.get(PATH + "/a/all", read)).path("uploaded_by").asText()).isEqualTo("writer");
        assertThat(send("DELETE", PATH + "/a", NOTHING, write).statusCode()).isEqualTo(403);
        assertThat(send("POST", PATH + "/a/all/revisions/1/restore", NOTHING, remove).statusCode()).isEqualTo(403);
        assertThat(send("DELETE", PATH + "/a", NOTHING, remove).statusCode()).isEqualTo(200);
    }
}

package io.packhouse.gateway.packages;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;

import static io.packhouse.gateway.packages.PackagesServer.text;
import static org.assertj.core.api.Assertions.assertThat;

/** What the package server's interface tells, by the rows of the reference's section 2. */
@Timeout(180)
class PackagesInterfaceIT {

    private static final String X86 = "linux_x86_64";
    private static final String MAC = "macos_universal_arm_64+x86_64";
    private static final byte[] ICON = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    private Path objects;
    private PackagesServer server;

    @BeforeEach
    void open() {
        server = new PackagesServer(objects);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void stock() {
        server.add(
                ToyPackage.of("hello.world", "").version("1.0").name("en", "Hello World").name("de", "Hallo Welt")
                        .description("en", "A test").categories("games", "tools").icon(ICON),
                ToyPackage.of("hello.world", X86).version("1.1").name("en", "Hello World").categories("games"),
                ToyPackage.of("Upper", "").version("2"),
                ToyPackage.of("mac only", MAC).name("en", "Mac").categories("Zoo", "tools", "tools").icon(new byte[0]));
    }

    private String ids(String query) {
        return ids(server.get("/package/list" + query));
    }

    private static String ids(HttpResponse<byte[]> answer) {
        List<String> ids = new ArrayList<>();
        PackagesServer.json(answer).forEach(
                one -> ids.add(one.path("id").asText() + "/" + one.path("architecture").asText()));
        return String.join(" ", ids);
    }

    @ParameterizedTest
    @CsvSource({
            "GET,/hello?project-id=PROJECT,ok", "POST,/hello?project-id=PROJECT,ok", "GET,/hello,incompatible-project-id",
            "GET,/hello?project-id=,incompatible-project-id", "GET,/hello?project-id=project,incompatible-project-id",
            "GET,/hello?project-id=PROJECT&project-id=x,ok", "GET,/hello?Project-id=PROJECT,incompatible-project-id",
            "GET,/%68ello?x&project-id=%50ROJECT,ok"})
    void hello(String method, String path, String status) {
        assertThat(server.said(method, path)).isEqualTo("200 {\"status\":\"" + status + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
            "PUT,/hello", "DELETE,/hello", "OPTIONS,/hello", "GET,/hello/", "GET,//hello", "GET,/hello/x",
            "PUT,/package/list", "GET,/package/list/", "GET,/package//list", "GET,/package/", "GET,/package/List",
            "GET,/package/upload", "POST,/package/upload", "HEAD,/package/upload", "OPTIONS,/package/upload",
            "GET,/package/remove", "PUT,/package/remove", "DELETE,/package/remove", "DELETE,/package/icon",
            "PUT,/package/download", "GET,/package/x", "PUT,/category/list", "GET,/category/", "GET,/category/x"})
    void unknownPathsAndMethodsAreNothing(String method, String path) {
        HttpResponse<byte[]> answer = server.sendForBytes(method, path, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-empty");
        assertThat(answer.body()).isEmpty();
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void listsInTheOriginalsForm() {
        stock();

        HttpResponse<byte[]> answer = server.get("/package/list");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(text(answer)).isEqualTo("""
                [{"architecture":"","categories":[],"descriptions":{},"iconUrl":"package/icon?id=Upper&architecture=all",\
                "id":"Upper","names":{},"version":"2"},\
                {"architecture":"","categories":["games","tools"],"descriptions":{"en":"A test"},\
                "iconUrl":"package/icon?id=hello.world&architecture=all","id":"hello.world",\
                "names":{"de":"Hallo Welt","en":"Hello World"},"version":"1.0"}]""");
        assertThat(text(server.get("/package/list?architecture=" + MAC))).contains("""
                {"architecture":"macos_universal_arm_64+x86_64","categories":["Zoo","tools","tools"],"descriptions":{},\
                "iconUrl":"package/icon?id=mac%20only&architecture=macos_universal_arm_64%2Bx86_64","id":"mac only",\
                "names":{"en":"Mac"},"version":""}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''|Upper/ hello.world/",
            "?architecture=|Upper/ hello.world/",
            "?architecture=all|Upper/ hello.world/",
            "?architecture=linux_x86_32|Upper/ hello.world/",
            "?architecture=linux_x86_64|Upper/ hello.world/linux_x86_64",
            "?architecture=macos_universal_arm_64+x86_64|Upper/ hello.world/ mac only/macos_universal_arm_64+x86_64",
            "?architecture=macos_universal_arm_64%2Bx86_64|Upper/ hello.world/ mac only/macos_universal_arm_64+x86_64",
            "?category=games|hello.world/",
            "?category=Games|''",
            "?category=tools&architecture=linux_x86_64|''",
            "?category=games&architecture=linux_x86_64|hello.world/linux_x86_64",
            "?category=Zoo|''",
            "?filter=World|hello.world/",
            "?filter=world|''",
            "?filter=Hallo%20W|hello.world/",
            "?filter=Hello&category=tools|hello.world/",
            "?filter=Hello&category=none|''",
            "?category=&filter=|Upper/ hello.world/"})
    void selectsByArchitectureCategoryAndName(String query, String ids) {
        stock();

        assertThat(ids(query)).isEqualTo(ids);
    }

    @Test
    void listsCategoriesOfAllArchitectures() {
        assertThat(server.said("GET", "/category/list")).isEqualTo("200 []");
        stock();

        assertThat(server.said("GET", "/category/list")).isEqualTo("200 [\"Zoo\",\"games\",\"tools\"]");
        assertThat(server.said("POST", "/category/list")).isEqualTo("200 [\"Zoo\",\"games\",\"tools\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/package/list", "/category/list", "/package/icon?id=hello.world",
            "/package/download?id=hello.world", "/package/icon?id=none"})
    void headIsGetWithoutTheBody(String path) {
        stock();

        HttpResponse<byte[]> get = server.get(path);
        HttpResponse<byte[]> head = server.sendForBytes("HEAD", path, new byte[0]);

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(get.headers().firstValue("Content-Length")).contains(Integer.toString(get.body().length));
        for (String name : List.of("Content-Type", "Content-Length", "ETag")) {
            assertThat(head.headers().firstValue(name)).as(name).isEqualTo(get.headers().firstValue(name));
        }
    }

    @Test
    void formsFillWhatTheQueryLacks() {
        stock();
        String form = "application/x-www-form-urlencoded; charset=UTF-8";

        assertThat(ids(server.sendForBytes("POST", "/package/list?filter=Mac",
                ("filter=x&architecture=" + MAC).getBytes(StandardCharsets.UTF_8), "Content-Type", form)))
                .isEqualTo("mac only/" + MAC);
        assertThat(server.said("POST", "/hello", "project-id=PROJECT".getBytes(StandardCharsets.UTF_8), "Content-Type",
                "text/plain")).isEqualTo("200 {\"status\":\"incompatible-project-id\"}");
        assertThat(server.said("POST", "/hello?project-id=PROJECT", new byte[100_000], "Content-Type", form))
                .startsWith("413 {\"message\":");
    }

    @Test
    void queriesMayHaveRawUtf8AndOtherBytes() throws Exception {
        server.add(ToyPackage.of("käse", "").name("en", "a\"<b>"));

        try (Socket socket = server.connect()) {
            socket.getOutputStream().write("GET /package/list?filter=\"<b>&x=[]{}|^` HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write("HEAD /package/download?id=käse HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answers).startsWith("HTTP/1.1 200 OK").contains("\"id\":\"käse\"");
            assertThat(answers.substring(10)).contains("HTTP/1.1 200 OK").contains("application/octet-stream");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "id=hello.world,200", "id=hello.world&architecture=all,200", "id=hello.world&architecture=other,200",
            "id=hello.world&architecture=linux_x86_64,404", "id=Upper,404", "id=mac%20only&architecture=" + MAC + ",404",
            "id=mac%20only,404", "id=none,404", "architecture=all,404", "'',404"})
    void icons(String query, int status) {
        stock();

        HttpResponse<byte[]> answer = server.get("/package/icon?" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(status == 200 ? ICON : new byte[0]);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(status == 200 ? "image/png" : "application/x-empty");
    }

    @Test
    void iconsAndListsAreSentOnceToThoseWhoKeepThem() {
        stock();
        for (String path : List.of("/package/icon?id=hello.world", "/package/list", "/package/list?category=games")) {
            String tag = server.get(path).headers().firstValue("ETag").orElseThrow();

            HttpResponse<byte[]> again = server.get(path, "If-None-Match", "\"x\", W/" + tag);

            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.headers().firstValue("ETag")).contains(tag);
            assertThat(again.body()).isEmpty();
        }
        String before = server.get("/package/list").headers().firstValue("ETag").orElseThrow();
        server.add(ToyPackage.of("Upper", "").version("3"));
        assertThat(server.get("/package/list", "If-None-Match", before).statusCode()).isEqualTo(200);
    }

    @Test
    void downloadsTheStoredFile() {
        stock();
        byte[] file = ToyPackage.of("Upper", "").version("2").bytes();

        for (String method : List.of("GET", "POST")) {
            HttpResponse<byte[]> answer = server.sendForBytes(method,
                    "/package/download?id=Upper&architecture=linux_x86_64&hardware-id=HW1", new byte[0]);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(answer.body()).isEqualTo(file);
        }
        HttpResponse<byte[]> part = server.get("/package/download?id=Upper", "Range", "bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(text(part)).isEqualTo("{\"i");
        assertThat(server.get("/package/download?id=none").headers().firstValue("Content-Type"))
                .contains("application/x-empty");
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE,503,true", "TOO_MANY,429,true", "INTERNAL,500,false", "ABANDONED,500,false",
            "INVALID_REQUEST,400,false"})
    void downloadsThatCannotBeMadeAreEmpty(Failure.Code code, int status, boolean again) {
        stock();
        server.downloads = (_, _, _) -> Future.failedFuture(new Failure(code, "in words").exception());

        HttpResponse<byte[]> answer = server.get("/package/download?id=Upper");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(again);
    }

    @Test
    void tellsWhoAsksForADownload() {
        stock();
        List<String> asked = new ArrayList<>();
        server.downloads = (revision, hardwareId, address) -> {
            asked.add(revision.facts().key().id() + " " + hardwareId + " " + address);
            return new StoredFiles().artifact(revision, hardwareId, address);
        };

        server.get("/package/download?id=Upper&hardware-id=a+b%2F");

        assertThat(asked).containsExactly("Upper a+b/ 127.0.0.1");
    }

    @Test
    void whatIsNotThereIsSaidAsOfNowOrNotAtAll() {
        stock();
        server.cutOff();

        assertThat(server.get("/package/download?id=Upper").statusCode()).as("known without asking").isEqualTo(200);
        assertThat(server.get("/package/list").statusCode()).isEqualTo(200);
        for (String path : List.of("/package/download?id=none", "/package/icon?id=none")) {
            HttpResponse<byte[]> answer = server.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(server.said("POST", "/package/remove?id=none")).startsWith("503 {\"message\":");
    }

    @Test
    void aCatalogueThatIsNotReadYetIsNoEmptyOne() {
        server.close();
        server = PackagesServer.behind(objects);
        server.add(ToyPackage.of("b", ""));

        for (String path : List.of("/package/list", "/category/list", "/package/icon?id=a", "/package/download?id=a",
                "/api/v1/packages", "/api/v1/packages/a/all")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(503);
        }
        assertThat(server.get("/hello").statusCode()).isEqualTo(200);
    }

    @Test
    void longListsAreSentAsTheClientTakesThem() throws Exception {
        server.tell(Stream.concat(IntStream.range(0, 2000)
                .mapToObj(i -> ToyPackage.of("p%05d".formatted(i), "").description("en", "x".repeat(3000))),
                Stream.of(ToyPackage.of("z", "").name("en", "Last"))));
        byte[] whole = server.get("/package/list").body();
        assertThat(PackagesServer.json(server.get("/package/list"))).hasSize(2001);

        try (Socket socket = server.connect()) {
            socket.getOutputStream().write("GET /package/list HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream slow = socket.getInputStream();
            slow.skipNBytes(1000);
            assertThat(ids("?filter=Last")).as("answered while another does not take its list").isEqualTo("z/");
            byte[] rest = slow.readAllBytes();
            assertThat(rest.length).isGreaterThan(6_000_000);
            assertThat(new String(rest, StandardCharsets.UTF_8))
                    .endsWith(new String(whole, StandardCharsets.UTF_8).substring(2000));
        }
        try (Socket leaves = server.connect()) {
            OutputStream out = leaves.getOutputStream();
            out.write("GET /package/list HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            leaves.getInputStream().skipNBytes(1000);
        }
        assertThat(server.sendForBytes("HEAD", "/package/list", new byte[0]).headers().firstValue("Content-Length"))
                .contains(Integer.toString(whole.length));
    }
}

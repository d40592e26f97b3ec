package io.packhouse.gateway.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.gateway.api.Tokens.NewToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final NewToken reader = Tokens.newToken("reader", Set.of(Scope.JOBS_READ));

    @TempDir
    Path directory;
    private Path file;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        file = Files.writeString(directory.resolve("tokens"), reader.line() + "\n");
        Access access = Access.configured("0.0.0.0", Optional.of(file));
        access.watch(vertx);
        Router router = Router.router(vertx);
        ProblemHandler.installOn(router);
        ApiRoutes routes = new ApiRoutes(router, access);
        routes.mount(HttpMethod.GET, "/api/read", Scope.JOBS_READ,
                context -> context.response().end(Access.caller(context)));
        routes.mount(HttpMethod.DELETE, "/api/cancel", Scope.JOBS_CANCEL, context -> context.response().end("cancelled"));
        routes.mount(HttpMethod.GET, "/api/fault", Scope.JOBS_READ, _ -> {
            throw new IllegalStateException("something secret");
        });
        routes.mount(HttpMethod.GET, "/api/away", Scope.JOBS_READ, context -> context.fail(
                new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer")
                        .exception(new IllegalStateException("secret"))));
        routes.seal();
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        client.close();
    }

    @Test
    void aTokenWithTheScopeIsItsCaller() throws Exception {
        assertThat(get("/api/read", "Bearer " + reader.secret()).body()).isEqualTo("reader");
        assertThat(get("/api/read", "bearer   " + reader.secret() + " ").body()).isEqualTo("reader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer nonsense", "Basic cmVhZGVyOng=", "Bearer a b", "Bearer \u0000"})
    void withoutAKnownTokenNothingIsTold(String authorization) throws Exception {
        HttpResponse<String> answer = authorization.contains("\u0000")
                ? get("/api/read", null)
                : get("/api/read", authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"packhouse\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:packhouse:problem:unauthenticated").contains("trace_id");
    }

    @Test
    void aTokenWithoutTheScopeIsForbidden() throws Exception {
        HttpResponse<String> answer = client.send(request("/api/cancel", "Bearer " + reader.secret()).DELETE().build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("jobs:cancel");
    }

    @Test
    void aFaultOfOursTellsNothing() throws Exception {
        HttpResponse<String> answer = get("/api/fault", "Bearer " + reader.secret());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").contains("urn:packhouse:problem:internal");
    }

    @Test
    void whatIsAwaySaysWhenToTryAgain() throws Exception {
        HttpResponse<String> answer = get("/api/away", "Bearer " + reader.secret());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body()).contains("Kafka does not answer").doesNotContain("secret");
    }

    @Test
    void aStartThatWouldBeOpenToOthersIsRefused() {
        assertThatThrownBy(() -> Access.configured("0.0.0.0", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("http.host is 0.0.0.0")
                .hasMessageContaining("api.tokens-file");
        assertThatThrownBy(() -> Access.configured("192.0.2.7", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Access.configured("127.0.0.1", Optional.empty())).isNotNull();
        assertThat(Access.configured("::1", Optional.empty())).isNotNull();
        assertThat(Access.configured("localhost", Optional.empty())).isNotNull();
    }

    @Test
    void anApiThatWouldBeOpenToOthersCanBeClosedInstead() throws Exception {
        Router router = Router.router(vertx);
        ProblemHandler.installOn(router);
        ApiRoutes routes = new ApiRoutes(router, Access.configuredOrClosed("0.0.0.0", Optional.empty()));
        routes.mount(HttpMethod.GET, "/api/read", Scope.JOBS_READ, context -> context.response().end("read"));
        routes.seal();
        server.close().await();
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();

        HttpResponse<String> answer = get("/api/read", "Bearer " + reader.secret());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("api.tokens-file");
        assertThat(Access.configuredOrClosed("127.0.0.1", Optional.empty())).isNotNull();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return client.send(request(path, authorization).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
        return authorization == null || authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }
}

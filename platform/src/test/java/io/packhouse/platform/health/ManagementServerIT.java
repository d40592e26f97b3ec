package io.packhouse.platform.health;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.packhouse.platform.observe.Metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManagementServerIT {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Health health = new Health();
    private final Metrics metrics = new Metrics("sample");
    private final ManagementServer server = server(0);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        metrics.close();
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void answers_200_while_up_and_503_with_the_reason_while_down() throws Exception {
        var kafka = new AtomicReference<>(Status.up("answers"));
        health.addReady("kafka", kafka::get);

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        kafka.set(Status.down("the broker does not answer"));
        var down = get("/health/ready");

        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new ObjectMapper().readTree(down.body())).isEqualTo(new ObjectMapper().readTree("""
                {"up": false, "checks": {"kafka": {"up": false, "detail": "the broker does not answer"}}}"""));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void answers_other_questions_while_a_check_hangs() throws Exception {
        var goOn = new CountDownLatch(1);
        health.addReady("stuck", () -> {
            goOn.await();
            return Status.up("again");
        });

        var stuck = client.sendAsync(HttpRequest.newBuilder(uri("/health/ready")).build(), BodyHandlers.ofString());

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/info").statusCode()).isEqualTo(200);
        assertThat(stuck).isNotDone();
        goOn.countDown();
        assertThat(stuck.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void tells_metrics_of_the_process_and_of_packhouse_with_the_services_name() throws Exception {
        metrics.registry().counter("packhouse.sample", "kind", "a").increment(3);

        var answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("text/plain; version=0.0.4");
        assertThat(answer.body()).contains("packhouse_sample_total{kind=\"a\",service=\"sample\"} 3.0")
                .contains("jvm_memory_used_bytes{").contains("process_cpu_usage{").contains("process_files_open_files{")
                .contains("jvm_gc_memory_allocated_bytes_total{");
    }

    @Test
    void tells_what_it_is() throws Exception {
        var info = new ObjectMapper().readTree(get("/info").body());

        assertThat(info.get("service").asText()).isEqualTo("sample");
        assertThat(info.get("version").asText()).isEqualTo("1.2.3");
        assertThat(info.get("java").asText()).startsWith("25");
        assertThat(info.get("started_at").asText()).endsWith("Z");
    }

    @Test
    void answers_head_without_a_body_and_refuses_what_it_does_not_know() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/metrics")).HEAD()).headers().firstValueAsLong("Content-Length"))
                .isPresent();
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/../etc").statusCode()).isEqualTo(404);
        var post = send(HttpRequest.newBuilder(uri("/health/live")).POST(BodyPublishers.ofString("x")));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void says_which_port_is_taken() {
        var second = server(server.port());

        assertThatThrownBy(second::start).hasMessageContaining("management.port " + server.port())
                .hasMessageContaining("any free port");
        second.close();
    }

    private ManagementServer server(int port) {
        return new ManagementServer(vertx, new ManagementSettings("127.0.0.1", port), ProcessInfo.of("sample", "1.2.3"),
                health,
                metrics);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}

package io.packhouse.platform.log;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.JobId;
import io.packhouse.platform.trace.TraceContext;
import io.packhouse.platform.trace.TraceLocal;
import io.packhouse.platform.trace.TraceScope;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingTest {

    private static final Logger log = LoggerFactory.getLogger(LoggingTest.class);
    private static final TraceContext TRACE = TraceContext.newRoot();

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchLines() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void putBack() {
        System.setErr(standardError);
        configure(LogSettings.Format.TEXT, LogSettings.Level.INFO);
    }

    @Test
    void writes_facts_as_text_with_key_values() {
        configure(LogSettings.Format.TEXT, LogSettings.Level.INFO);

        log.atInfo().addKeyValue("platforms", 4).addKeyValue("attempt", "a1").addKeyValue("job", "j1")
                .addKeyValue("name", "two words").addKeyValue("empty", "").addKeyValue("pair", "a=b")
                .log("Built {} installers", 4);

        assertThat(lines()).singleElement().asString().matches("[0-9T:.-]{23}Z INFO LoggingTest: Built 4 installers "
                + "job=j1 attempt=a1 empty=\"\" name=\"two words\" pair=\"a=b\" platforms=4");
    }

    @Test
    void writes_facts_as_json_with_key_values() throws Exception {
        configure(LogSettings.Format.JSON, LogSettings.Level.INFO);

        log.atWarn().addKeyValue("job", "j1").addKeyValue("count", 3).log("Two \"lines\"\nin one");

        var fact = new ObjectMapper().readTree(lines().getFirst());
        assertThat(lines()).hasSize(1);
        assertThat(fact.get("message").asText()).isEqualTo("Two \"lines\"\nin one");
        assertThat(fact.get("level").asText()).isEqualTo("WARN");
        assertThat(fact.get("logger").asText()).isEqualTo(LoggingTest.class.getName());
        assertThat(fact.get("time").asText()).matches("[0-9-]{10}T[0-9:.]{12}Z");
        assertThat(fact.get("job").asText()).isEqualTo("j1");
        assertThat(fact.get("count").asText()).isEqualTo("3");
        assertThat(fact.has("exception")).isFalse();
    }

    @Test
    void keeps_a_fact_on_its_line_whatever_it_holds() {
        configure(LogSettings.Format.TEXT, LogSettings.Level.INFO);

        log.atInfo().addKeyValue("name", "x\n2026 forged\u001b[31m\u2028=\"\\").log("a\r\nb");
        log.atInfo().setCause(new IllegalStateException("first\nforged")).log("failed");

        assertThat(lines().getFirst()).endsWith("a\\r\\nb name=\"x\\n2026 forged\\u001b[31m\\u2028=\\\"\\\\\"");
        assertThat(lines().get(1)).endsWith("failed");
        assertThat(lines().subList(2, lines().size())).isNotEmpty().allMatch(line -> line.startsWith("    "));
    }

    @Test
    void writes_an_exception_into_the_same_json_line() throws Exception {
        configure(LogSettings.Format.JSON, LogSettings.Level.INFO);

        log.atError().setCause(new IllegalStateException("broken")).log("failed");

        assertThat(lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(lines().getFirst()).get("exception").asText())
                .contains("IllegalStateException: broken").contains("LoggingTest");
    }

    @Test
    void adds_trace_job_and_attempt_within_a_scope_and_restores_what_was_before() throws Exception {
        configure(LogSettings.Format.TEXT, LogSettings.Level.INFO);
        var outer = JobId.random();
        var inner = JobId.random();

        Thread.ofVirtual().start(() -> {
            try (var _ = TraceScope.open(TRACE, outer, "a1")) {
                log.info("one");
                try (var _ = TraceScope.open(TraceContext.newRoot(), inner, null)) {
                    log.info("two");
                }
                log.info("three");
            }
            log.info("four");
        }).join();

        String outside = " job=" + outer.value() + " attempt=a1 trace=" + TRACE.traceId();
        assertThat(lines().get(0)).endsWith("one" + outside);
        assertThat(lines().get(1)).contains("two job=" + inner.value() + " trace=").doesNotContain(TRACE.traceId());
        assertThat(lines().get(2)).endsWith("three" + outside);
        assertThat(lines().get(3)).endsWith("four");
    }

    @Test
    void adds_the_trace_of_a_vertx_context_also_to_what_comes_later() throws Exception {
        configure(LogSettings.Format.JSON, LogSettings.Level.INFO);
        var vertx = Vertx.vertx();
        try {
            vertx.timer(1, TimeUnit.MILLISECONDS).compose(_ -> {
                TraceLocal.set(TRACE);
                log.info("now");
                return vertx.timer(5, TimeUnit.MILLISECONDS);
            }).onSuccess(_ -> log.info("later")).await(10, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }

        assertThat(lines()).hasSize(2)
                .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).path("trace").asText())
                        .isEqualTo(TRACE.traceId()));
    }

    @Test
    void keeps_libraries_quiet_and_honours_the_level() {
        configure(LogSettings.Format.TEXT, LogSettings.Level.WARN);

        log.info("not this");
        log.warn("but this");
        LoggerFactory.getLogger("org.apache.kafka.clients.producer.KafkaProducer").info("nor this");
        LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").warn("nor this, many times a second");
        LoggerFactory.getLogger("org.apache.kafka.clients.producer.KafkaProducer").warn("and this");

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).endsWith("but this");
        assertThat(lines().get(1)).endsWith("and this");
    }

    private static void configure(LogSettings.Format format, LogSettings.Level level) {
        Logging.configure(new LogSettings(format, level));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

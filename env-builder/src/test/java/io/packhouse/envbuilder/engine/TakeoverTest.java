package io.packhouse.envbuilder.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Command;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platformtestkit.HeardAttempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a worker that died leaves behind: another one goes on where it was. */
@Timeout(180)
class TakeoverTest {

    private static final String RECIPE = """
            HEAD,'steps':[
             {'id':'list','kind':'json.merge','with':{'base':[1,2,3]}},
             {'id':'jars','kind':'http.file','foreach':'${steps.list}','with':{'name':'jar${item}'}},
             {'id':'big','kind':'http.file','with':{'name':'big'}},
             {'id':'patched','kind':'tool.run','with':{'inputs':['${steps.jars}','${steps.big}']}}],
             'files':[{'qualifier':'patched','from':'${steps.patched}','publish':'mirror'}]}""";

    @TempDir
    private Path directory;

    @Test
    void finished_steps_of_a_stopped_build_are_not_run_again() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean(true);
        Workbench bench = new Workbench(directory);
        TestKind files = bench.files("http.file");
        TestKind tool = TestKind.of("tool.run", call -> {
            begun.countDown();
            if (hangs.get()) {
                new CountDownLatch(1).await();
            }
            return bench.file("patched.jar", "patched");
        });
        Workbench first = new Workbench(directory, files, tool,
                TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))));
        try (ExecutorService builds = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Workbench.Built> running = builds.submit(() -> first.build(RECIPE, "client: game=1"));
            begun.await();
            running.cancel(true);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> first.metrics.find("packhouse.environments.builds")
                .tag("result", "stopped").timer() != null);
        assertThat(bench.objects.list("published/")).isEmpty();
        assertThat(files.runs()).containsExactlyInAnyOrder("jars[0]", "jars[1]", "jars[2]", "big");
        hangs.set(false);

        Workbench other = new Workbench(directory, files, tool,
                TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))));
        Workbench.Built built = other.build(RECIPE, "client: game=1");

        assertThat(built.steps()).containsExactly("step big http.file cached", "step jars[0] http.file cached",
                "step jars[1] http.file cached", "step jars[2] http.file cached", "step list json.merge cached",
                "step patched tool.run done");
        assertThat(files.runs()).hasSize(4);
        assertThat(tool.runs()).hasSize(2);
        assertThat(built.json().path("files")).hasSize(1);
    }

    @Test
    void a_stopped_build_says_so_at_once() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Workbench bench = new Workbench(directory, TestKind.of("http.file", call -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return new Value.Text("never");
        }));
        try (ExecutorService builds = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean wasInterrupted = new AtomicBoolean();
            CountDownLatch over = new CountDownLatch(1);
            Future<?> running = builds.submit(() -> {
                try {
                    bench.build("HEAD,'steps':[{'id':'a','kind':'http.file'}]}", "client:");
                } catch (InterruptedException e) {
                    wasInterrupted.set(true);
                } finally {
                    over.countDown();
                }
                return null;
            });
            begun.await();
            running.cancel(true);
            over.await();
            assertThat(wasInterrupted).isTrue();
        }
    }

    @Test
    void a_thread_that_is_interrupted_already_builds_nothing() throws Exception {
        Workbench bench = new Workbench(directory);
        BuildEnvironmentHandler handler = bench.handler();
        Command command = bench.command("HEAD}", "client:");
        HeardAttempt attempt = new HeardAttempt();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> handler.run(command, attempt)).isInstanceOf(InterruptedException.class);
        assertThat(attempt.lines()).isEmpty();
        assertThat(handler.run(command, attempt)).isNotNull();
    }

    @Test
    void files_that_were_cleared_away_are_made_again() throws Exception {
        Workbench bench = new Workbench(directory);
        TestKind files = bench.files("http.file");
        Workbench here = new Workbench(directory, files);
        String recipe = """
                HEAD,'steps':[{'id':'a','kind':'http.file','with':{'content':'1'}}],
                 'files':[{'qualifier':'a','from':'${steps.a}','publish':'mirror'}]}""";
        Workbench.Built first = here.build(recipe, "client:");
        String sha256 = first.json().path("files").path(0).path("hashes").path("sha256").asText();
        Files.delete(here.objects.localFile(sha256).orElseThrow());

        Workbench.Built second = here.build(recipe, "client:");

        assertThat(files.runs()).hasSize(2);
        assertThat(here.objects.find(sha256)).isPresent();
        assertThat(second.result().response()).isEqualTo(first.result().response());
        assertThat(here.build(recipe, "client:").steps()).containsExactly("step a http.file cached");
    }

    @Test
    void files_that_vanish_while_they_are_used_are_no_missing_data() {
        Workbench bench = new Workbench(directory);
        Workbench here = new Workbench(directory, bench.files("http.file"), TestKind.of("zip.extract", call -> {
            String sha256 = call.with().blob("from").content().sha256();
            Files.delete(bench.objects.localFile(sha256).orElseThrow());
            return new Value.Text(String.valueOf(bench.objects.open(sha256, 0, 1)));
        }));

        assertThatThrownBy(() -> here.build("""
                HEAD,'steps':[{'id':'a','kind':'http.file','with':{'content':'1'}},
                 {'id':'b','kind':'zip.extract','with':{'from':'${steps.a}'}}]}""", "client:"))
                .hasMessage("step b: somebody cleared away what step b is given");
    }
}

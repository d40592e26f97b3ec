package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class GraphRunTest {

    /** Makes the text of {@code text}. */
    private final TestKind text = TestKind.of("text.template", call -> new Value.Text(call.with().text("text")));

    @TempDir
    private Path directory;

    @Test
    void a_step_starts_when_what_it_names_is_there_whatever_the_order_in_the_recipe() throws Exception {
        Workbench bench = new Workbench(directory, text);

        Workbench.Built built = bench.build("""
                HEAD,'steps':[
                 {'id':'c','kind':'text.template','with':{'text':'${steps.b}+c'}},
                 {'id':'b','kind':'text.template','with':{'text':'${steps.a}+b'}},
                 {'id':'a','kind':'text.template','with':{'text':'a'}}],
                 'launch':{'client':{'main_class':'${steps.c}'}}}""", "client:");

        assertThat(built.json().path("launch_client").path("main_class").asText()).isEqualTo("a+b+c");
        assertThat(text.runs()).containsExactly("a", "b", "c");
    }

    @Test
    void independent_steps_run_side_by_side_within_the_limit() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Workbench bench = new Workbench(directory, TestKind.of("http.file", call -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
            running.decrementAndGet();
            return new Value.Text(call.id());
        }), TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))));
        bench.parallel = 3;

        bench.build("""
                HEAD,'steps':[{'id':'all','kind':'json.merge','with':{'base':[1,2,3,4,5,6,7,8,9]}},
                 {'id':'each','kind':'http.file','foreach':'${steps.all}','with':{'x':'${item}'}}]}""", "client:");

        assertThat(most).hasValue(3);
    }

    @Test
    void equal_steps_of_a_build_run_once_and_those_that_use_the_side_once_for_each() throws Exception {
        TestKind sided = TestKind.ofSide("library.list", call -> new Value.Text(call.side().wire()));
        Workbench bench = new Workbench(directory, text, sided);

        Workbench.Built built = bench.build(
                """
                        HEAD,'steps':[{'id':'a','kind':'text.template','with':{'text':'v${inputs.game.version}'}},
                         {'id':'s','kind':'library.list'}],
                         'launch':{'client':{'main_class':'${steps.a}${steps.s}'},'server':{'main_class':'${steps.a}${steps.s}'}}}""",
                "client: game=1", "server: game=1");

        assertThat(built.json().path("launch_client").path("main_class").asText()).isEqualTo("v1client");
        assertThat(built.json().path("launch_server").path("main_class").asText()).isEqualTo("v1server");
        assertThat(text.runs()).hasSize(1);
        assertThat(sided.runs()).hasSize(2);
    }

    @Test
    void only_what_a_changed_input_reaches_runs_again() throws Exception {
        Workbench bench = new Workbench(directory, text);
        String recipe = """
                HEAD,'steps':[{'id':'fixed','kind':'text.template','with':{'text':'x'}},
                 {'id':'game','kind':'text.template','with':{'text':'${inputs.game.version}'}},
                 {'id':'extra','kind':'text.template','with':{'text':'+${inputs.extra.version}'}},
                 {'id':'both','kind':'text.template','with':{'text':'${steps.game} ${steps.fixed}'}}]}""";

        Workbench.Built first = bench.build(recipe, "client: game=1 extra=1");
        Workbench.Built second = bench.build(recipe, "client: game=1 extra=2");

        assertThat(first.steps()).allMatch(line -> line.endsWith("done")).hasSize(4);
        assertThat(second.steps()).containsExactly("step both text.template cached", "step extra text.template done",
                "step fixed text.template cached", "step game text.template cached");
        assertThat(text.runs()).hasSize(5);
        assertThat(second.lines()).filteredOn(line -> line.startsWith("step extra"))
                .singleElement().asString().matches("step extra text.template done \\d+ ms 2 bytes");
        assertThat(bench.metrics.get("packhouse.environments.steps").tag("result", "cached").timer().count()).isEqualTo(3);
    }

    @Test
    void data_is_a_part_of_the_key_of_the_steps_that_name_it() throws Exception {
        TestKind lookup = TestKind.of("table.lookup", call -> new Value.Text(
                call.data(call.with().text("table")).content().sha256() + call.dataUnder("data/more").keySet()));
        Workbench bench = new Workbench(directory, lookup, text);
        String recipe = """
                HEAD,'steps':[{'id':'a','kind':'table.lookup','with':{'table':'data/a.json'}},
                 {'id':'b','kind':'table.lookup','with':{'table':'data/b.json','and':'data/more/'}}]}""";
        bench.data("data/a.json", "1");
        bench.data("data/b.json", "2");
        bench.data("data/more/x", "3");
        bench.data("data/moreover", "4");
        bench.build(recipe, "client:");
        bench.data("data/b.json", "changed");
        bench.data("data/c.json", "new");

        assertThat(bench.build(recipe, "client:").steps()).containsExactly("step a table.lookup cached",
                "step b table.lookup done");
        bench.data("data/more/y", "5");
        assertThat(bench.build(recipe, "client:").steps()).containsExactly("step a table.lookup cached",
                "step b table.lookup done");
        bench.data("data/moreover", "6");
        assertThat(bench.build(recipe, "client:").steps()).allMatch(line -> line.endsWith("cached"));
        assertThat(failure(() -> bench.build("HEAD,'steps':[{'id':'a','kind':'table.lookup','with':{'table':'data/none'}}]}",
                "client:")).message())
                .isEqualTo("step a: there is no data file «data/none» among those that its parameters name");
    }

    @Test
    void conditions_decide_of_steps_and_of_elements() throws Exception {
        Workbench bench = new Workbench(directory, text,
                TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))));

        Workbench.Built built = bench
                .build("""
                        HEAD,'steps':[
                         {'id':'list','kind':'json.merge','with':{'base':[{'v':'1','n':'a'},{'v':'2','n':'b'},{'v':'3','n':'c'}]}},
                         {'id':'some','kind':'text.template','foreach':'${steps.list}','when':{'in_range':['${item.v}','[2,)']},
                          'with':{'text':'${item.n}'}},
                         {'id':'extra','kind':'text.template','when':{'has':'inputs.extra'},'with':{'text':'${inputs.extra.version}'}},
                         {'id':'each','kind':'text.template','foreach':'${steps.extra}','with':{'text':'x'}},
                         {'id':'server','kind':'text.template','side':'server','with':{'text':'s'}}],
                         'launch':{'client':{'main_class':'${steps.some¦join:¦+¦}','jvm_arguments':['${steps.extra}','-${steps.server¦default:¦none¦}']}}}"""
                        .replace("¦join", "|join").replace("¦default", "|default"), "client: game=1");

        assertThat(built.json().path("launch_client").toString())
                .isEqualTo("{\"side\":\"client\",\"main_class\":\"b+c\",\"jvm_arguments\":[\"-none\"]}");
    }

    @Test
    void parts_of_a_step_have_a_place_in_the_cache_of_their_own() throws Exception {
        AtomicBoolean breaks = new AtomicBoolean(true);
        TestKind whole = TestKind.of("forge.processors", call -> {
            Value first = call.step("first", "text.template",
                    new Value.Fields(new TreeMap<>(Map.of("text", new Value.Text("one")))));
            if (breaks.get()) {
                throw new IOException("broke");
            }
            return first;
        });
        Workbench bench = new Workbench(directory, whole, text);
        String recipe = "HEAD,'steps':[{'id':'p','kind':'forge.processors'}]}";

        assertThatThrownBy(() -> bench.build(recipe, "client:")).isInstanceOf(IOException.class).hasMessage("step p: broke");
        breaks.set(false);
        assertThat(bench.build(recipe, "client:").steps()).containsExactly("step p forge.processors done",
                "step p/first text.template cached");
        assertThat(text.runs()).containsExactly("p/first");
    }

    @Test
    void a_part_waits_for_no_step_that_waits_for_a_permit() throws Exception {
        TestKind whole = TestKind.of("forge.processors", call -> {
            await().until(() -> text.asked().contains("same"));
            return call.step("part", "text.template", new Value.Fields(new TreeMap<>(Map.of("text", new Value.Text("x")))));
        });
        Workbench bench = new Workbench(directory, whole, text);
        bench.parallel = 1;

        bench.build("""
                HEAD,'steps':[{'id':'p','kind':'forge.processors'},
                 {'id':'same','kind':'text.template','with':{'text':'x'}}]}""", "client:");

        assertThat(text.runs()).hasSize(1);
    }

    @Test
    void a_whole_is_as_fresh_as_its_parts() throws Exception {
        TestKind fetched = TestKind.ofVolatile("http.json", call -> new StepResult(new Value.Text("x")));
        TestKind whole = TestKind.of("forge.processors",
                call -> call.step("meta", "http.json", new Value.Fields(new TreeMap<>())));
        Workbench bench = new Workbench(directory, whole, fetched);
        String recipe = "HEAD,'steps':[{'id':'p','kind':'forge.processors'}]}";

        assertThat(bench.build(recipe, "client:").result().freshUntil()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(bench.build(recipe, "client:").result().freshUntil()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(whole.runs()).hasSize(2);
        assertThat(fetched.runs()).hasSize(1);
    }

    @Test
    void what_was_fetched_is_asked_for_again_after_its_time() throws Exception {
        TestKind fetched = TestKind.ofVolatile("http.json",
                call -> call.previous().orElseGet(() -> new StepResult(new Value.Text("x"), "tag")));
        Workbench bench = new Workbench(directory, fetched, text);
        String recipe = """
                HEAD,'cache':{'ttl_metadata':'10m'},'steps':[{'id':'meta','kind':'http.json'},
                 {'id':'t','kind':'text.template','with':{'text':'${steps.meta}'}}]}""";
        bench.build(recipe, "client:");
        bench.now = bench.now.plusSeconds(599);

        Workbench.Built fresh = bench.build(recipe, "client:");
        bench.now = bench.now.plusSeconds(1);
        Workbench.Built again = bench.build(recipe, "client:");

        assertThat(fresh.steps()).containsExactly("step meta http.json cached", "step t text.template cached");
        assertThat(fresh.result().freshUntil()).isEqualTo("2026-01-01T00:10:00Z");
        assertThat(again.steps()).containsExactly("step meta http.json done", "step t text.template cached");
        assertThat(again.result().freshUntil()).isEqualTo("2026-01-01T00:20:00Z");
        assertThat(again.result().response()).isEqualTo(fresh.result().response());
    }

    @Test
    void equal_steps_of_several_builds_at_once_run_once() throws Exception {
        Semaphore goOn = new Semaphore(0);
        TestKind slow = TestKind.of("http.file", call -> {
            goOn.acquire();
            return new Value.Text("made");
        });
        Workbench bench = new Workbench(directory, slow, text);
        BuildEnvironmentHandler handler = bench.handler();
        String recipe = "HEAD,'steps':[{'id':'a','kind':'http.file'},"
                + "{'id':'own','kind':'text.template','with':{'text':'${inputs.game.version}'}}]}";
        try (ExecutorService builds = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Workbench.Built>> running = List.of("1", "2", "3").stream()
                    .map(version -> builds.submit(() -> bench.build(handler, recipe, "client: game=" + version))).toList();
            await().until(() -> text.runs().size() == 3);
            goOn.release();
            for (Future<Workbench.Built> each : running) {
                assertThat(each.get().steps().getFirst()).matches("step a http.file (done|joined|cached)");
            }
        }
        assertThat(slow.runs()).hasSize(1);
    }

    @Test
    void a_build_that_is_stopped_stops_no_other() throws Exception {
        Semaphore goOn = new Semaphore(0);
        TestKind slow = TestKind.of("http.file", call -> {
            goOn.acquire();
            return new Value.Text("made");
        });
        Workbench bench = new Workbench(directory, slow, text);
        BuildEnvironmentHandler handler = bench.handler();
        String recipe = "HEAD,'steps':[{'id':'a','kind':'http.file'}]}";
        try (ExecutorService builds = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Workbench.Built> first = builds.submit(() -> bench.build(handler, recipe, "client:"));
            await().until(() -> slow.runs().size() == 1);
            Future<Workbench.Built> second = builds.submit(() -> bench.build(handler, recipe, "client: game=2"));
            first.cancel(true);
            await().until(() -> slow.runs().size() == 2);
            goOn.release();
            assertThat(second.get().steps()).containsExactly("step a http.file done");
        }
    }

    @Test
    void the_first_failure_stops_the_rest_and_is_told() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        AtomicBoolean wasStopped = new AtomicBoolean();
        Workbench bench = new Workbench(directory, TestKind.of("http.file", call -> {
            if (call.id().equals("slow")) {
                waits.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    wasStopped.set(true);
                    // As some library would say it.
                    throw new IOException("the stream was closed", e);
                }
            }
            waits.await();
            throw new Failure(Failure.Code.UPSTREAM, "e.org has it no more").exception();
        }));
        String recipe = """
                HEAD,'steps':[{'id':'slow','kind':'http.file','with':{'x':'${inputs.game.version}'}},
                 {'id':'bad','kind':'http.file','with':{'y':1}},{'id':'after','kind':'http.file','with':{'z':'${steps.slow}'}}]}""";

        Failure failure = failure(() -> bench.build(recipe, "client: game=1", "server: game=2"));

        assertThat(failure.code()).isEqualTo(Failure.Code.UPSTREAM);
        assertThat(failure.message()).isEqualTo("step bad: e.org has it no more");
        assertThat(wasStopped).isTrue();
        waits.await();
        // A failure is never kept.
        assertThat(bench.objects.list("steps/")).isEmpty();
    }

    @Test
    void an_answer_of_the_recipe_keeps_its_words_and_the_first_in_the_recipe_counts() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Workbench bench = new Workbench(directory, TestKind.of("fail", call -> {
            try {
                both.await();
            } catch (BrokenBarrierException e) {
                throw new IOException(e);
            }
            throw new Failure(Failure.Code.NOT_FOUND, call.with().text("message")).exception();
        }));
        String recipe = """
                HEAD,'steps':[{'id':'b','kind':'fail','with':{'message':'no data for ${inputs.game.version}'}},
                 {'id':'a','kind':'fail','with':{'message':'second'}}]}""";

        for (int i = 0; i < 5; i++) {
            assertThat(failure(() -> bench.build(recipe, "client: game=7")))
                    .isEqualTo(new Failure(Failure.Code.NOT_FOUND, "no data for 7"));
        }
    }

    @Test
    void what_cannot_be_done_is_a_fault_of_the_recipe() {
        Workbench bench = new Workbench(directory, text,
                TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))));
        bench.stepsLimit = 20;

        assertThat(failure(() -> bench.build("HEAD,'steps':[{'id':'a','kind':'patch.apply'}]}", "client:")))
                .isEqualTo(new Failure(Failure.Code.INTERNAL,
                        "step a: this environment builder has no kind of step «patch.apply»; it has: json.merge, text.template"));
        assertThat(failure(() -> bench.build("HEAD,'steps':[{'id':'a','kind':'text.template','with':['x']}]}", "client:"))
                .message()).isEqualTo("step a: with is no object");
        assertThat(failure(() -> bench.build(
                """
                        HEAD,'steps':[{'id':'l','kind':'json.merge','with':{'base':[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]}},
                         {'id':'e','kind':'text.template','foreach':'${steps.l}','with':{'text':'${item}'}}]}""",
                "client:")))
                .isEqualTo(new Failure(Failure.Code.TOO_LARGE,
                        "step e: the build has more than 20 runs of steps (environments.limits.steps)"));
        assertThat(failure(() -> bench.build("HEAD,'steps':[{'id':'a','kind':'text.template','foreach':'${inputs.game}',"
                + "'with':{'text':'x'}}]}", "client: game=1")).message())
                .isEqualTo("step a: foreach ${inputs.game}: an object is no list");
    }

    private static Failure failure(ThrowingCallable build) {
        return catchThrowableOfType(FailureException.class, build).failure();
    }
}

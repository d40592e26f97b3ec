package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.engine.Stop.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class StopTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Stop stop = new Stop(threads, Duration.ofMinutes(10));

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void without_a_failure_all_is_well() {
        assertThatCode(stop::check).doesNotThrowAnyException();
    }

    @Test
    void of_failures_at_the_same_time_the_first_in_the_recipe_is_told() throws Exception {
        Thread first = failsFirst(new Order(2, Side.CLIENT, 0), new IOException("third step"));
        stop.failed(new Order(1, Side.SERVER, 0), new IOException("second step on the server"));
        stop.failed(new Order(1, Side.CLIENT, 7), new IOException("element 7"));
        stop.failed(new Order(1, Side.CLIENT, 3), new IOException("element 3"));
        stop.failed(new Order(0, Side.CLIENT, 0), new InterruptedException("waited for another"));
        assertThat(threads.isShutdown()).isFalse();
        first.interrupt();
        first.join();

        assertThat(threads.isShutdown()).isTrue();
        assertThatThrownBy(stop::check).isInstanceOf(IOException.class).hasMessage("element 3");
    }

    @Test
    void what_fails_after_the_stop_fails_because_of_it_unless_it_is_an_answer() throws Exception {
        Thread first = failsFirst(new Order(2, Side.CLIENT, 0), new IOException("the reason"));
        first.interrupt();
        first.join();
        stop.failed(new Order(0, Side.CLIENT, 0), new IOException("a stream was closed"));
        stop.failed(new Order(0, Side.CLIENT, 0), new Failure(Failure.Code.UPSTREAM, "broken off").exception());
        assertThatThrownBy(stop::check).hasMessage("the reason");

        stop.failed(new Order(1, Side.CLIENT, 0), new Failure(Failure.Code.NOT_FOUND, "no data").exception());
        assertThatThrownBy(stop::check).hasMessage("no data");
    }

    @Test
    void nothing_but_interruptions_is_an_interruption() throws Exception {
        Thread first = failsFirst(new Order(0, Side.CLIENT, 0), new InterruptedException());
        first.interrupt();
        first.join();

        assertThatThrownBy(stop::check).isInstanceOf(InterruptedException.class);
    }

    private Thread failsFirst(Order order, Exception failure) {
        Thread first = Thread.ofPlatform().start(() -> stop.failed(order, failure));
        await().until(() -> first.getState() == Thread.State.TIMED_WAITING);
        return first;
    }
}

package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class LanesTest {

    private static final List<Integer> MANY = IntStream.range(0, 10_000).boxed().toList();

    @Test
    void gives_results_in_the_order_of_the_items() throws Exception {
        assertThat(Lanes.map(MANY, item -> item + 1)).isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
        assertThat(Lanes.map(List.<Integer>of(), item -> item)).isEmpty();
    }

    @Test
    void does_several_at_once() throws Exception {
        var together = new CountDownLatch(10);
        assertThat(Lanes.map(MANY.subList(0, 10), item -> {
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return item;
        })).hasSize(10);
    }

    @Test
    void ends_with_the_first_failure() {
        var done = new AtomicInteger();
        assertThatThrownBy(() -> Lanes.map(MANY, item -> {
            if (item == 100) {
                throw new IOException("the disk is gone");
            }
            return done.incrementAndGet();
        })).isInstanceOf(IOException.class).hasMessage("the disk is gone");
        int before = done.get();
        assertThat(before).isLessThan(9_999);
        assertThat(done.get()).as("nothing runs any more").isEqualTo(before);
    }

    @Test
    void ends_when_it_is_interrupted_and_leaves_nothing_running() throws Exception {
        var begun = new CountDownLatch(16);
        var running = new AtomicInteger();
        var ended = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> {
            assertThatThrownBy(() -> Lanes.map(MANY, item -> {
                running.incrementAndGet();
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                } finally {
                    running.decrementAndGet();
                }
                return item;
            })).isInstanceOf(InterruptedException.class);
            if (running.get() == 0) {
                ended.countDown();
            }
        });
        begun.await();
        caller.interrupt();
        ended.await();
        assertThat(running).hasValue(0);
    }
}

package io.packhouse.installerbuilder.keys;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class KeyPoolTest {

    private static final PairMaker MAKER = new PairMaker(1024);

    @Test
    void makesPairsInTheCallerWhenItHasNone() {
        try (var pool = new KeyPool(MAKER, 2)) {
            // when: never started
            MadePair pair = pool.take();

            // then
            assertThat(pair.publicText()).startsWith("65537 ");
            assertThat(pool.ready()).isZero();
        }
    }

    @Test
    void fillsUpAgainAfterPairsWereTaken() {
        try (var pool = new KeyPool(MAKER, 3)) {
            // given
            pool.start();
            await().until(() -> pool.ready() == 3);

            // when
            pool.take();
            pool.take();

            // then
            await().until(() -> pool.ready() == 3);
        }
    }

    @Test
    void handsEveryPairOutOnce() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (var pool = new KeyPool(MAKER, 8)) {
            // given
            pool.start();

            // when: twenty takers at once
            try (var takers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    takers.execute(() -> seen.add(pool.take().publicText()));
                }
            }
        }

        // then
        assertThat(new HashSet<>(seen)).hasSize(20);
    }

    @Test
    void isEmptyAfterCloseAndEndsItsThread() {
        // given
        var pool = new KeyPool(MAKER, 2);
        pool.start();
        await().until(() -> pool.ready() == 2);

        // when
        pool.close();

        // then
        assertThat(pool.ready()).isZero();
        pool.close();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("key-pool"));
        assertThatThrownBy(pool::start).isInstanceOf(IllegalStateException.class);
    }
}

package io.packhouse.gateway.memory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedCacheTest {

    private final BoundedCache<String, byte[]> cache = new BoundedCache<>(3_000, bytes -> bytes.length);

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() {
        cache.put("a", new byte[300]);
        cache.put("b", new byte[300]);
        cache.put("c", new byte[300]);
        assertThat(cache.find("a")).isPresent();
        cache.put("d", new byte[300]);

        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.find("a")).isPresent();
        assertThat(cache.find("c")).isPresent();
        assertThat(cache.find("d")).isPresent();
    }

    @Test
    void theBytesStayBelowTheLimit() {
        for (int i = 0; i < 1000; i++) {
            cache.put("key " + i % 7, new byte[i]);
            assertThat(cache.size()).isLessThanOrEqualTo(3_000);
        }
        cache.put("too large for the cache", new byte[5_000]);
        assertThat(cache.size()).isZero();
    }

    @Test
    void replacingCountsOnce() {
        cache.put("a", new byte[100]);
        cache.put("a", new byte[100]);

        assertThat(cache.size()).isEqualTo(612);
    }
}

package io.packhouse.platform.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class HealthTest {

    @Test
    void is_up_when_nothing_is_asked() {
        assertThat(new Health().live().up()).isTrue();
        assertThat(new Health().ready().up()).isTrue();
    }

    @Test
    void is_down_when_one_check_is_and_names_each() {
        var health = new Health();
        health.addReady("kafka", () -> Status.down("the broker does not answer at localhost:1"));
        health.addReady("objects", () -> Status.up("writable"));

        var report = health.ready();

        assertThat(report.up()).isFalse();
        assertThat(report.checks().keySet()).containsExactly("kafka", "objects");
        assertThat(report.checks().get("kafka")).isEqualTo(Status.down("the broker does not answer at localhost:1"));
        assertThat(health.live().up()).isTrue();
    }

    @Test
    void takes_an_exception_for_down() {
        var health = new Health();
        health.addLive("disk", () -> {
            throw new IllegalStateException("no room");
        });

        assertThat(health.live().checks()).containsValue(Status.down("no room"));
    }

    @Test
    void does_not_wait_for_a_check_that_hangs_nor_asks_it_again() throws Exception {
        var health = new Health(Duration.ofMillis(50));
        var asked = new AtomicInteger();
        var goOn = new CountDownLatch(1);
        health.addReady("stuck", () -> {
            asked.incrementAndGet();
            goOn.await();
            return Status.up("again");
        });
        health.addReady("fine", () -> Status.up("yes"));

        for (int i = 0; i < 5; i++) {
            assertThat(health.ready().checks().get("stuck")).isEqualTo(Status.down("does not answer"));
            assertThat(health.ready().checks().get("fine").up()).isTrue();
        }

        assertThat(asked).hasValue(1);
        goOn.countDown();
        await().until(() -> health.ready().up());
    }

    @Test
    void refuses_two_checks_of_one_name() {
        var health = new Health();
        health.addReady("kafka", () -> Status.up(""));

        assertThatThrownBy(() -> health.addReady("kafka", () -> Status.up(""))).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.packhouse.platform.kafka;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingRoomTest {

    @Test
    void letsInAsManyAsItHasPlaces() {
        var room = new WaitingRoom(2, 1000);

        assertThat(room.enter(1)).isTrue();
        assertThat(room.enter(1)).isTrue();
        assertThat(room.enter(1)).isFalse();
        room.leave(1);
        assertThat(room.enter(1)).isTrue();
        assertThat(room.enter(0)).isFalse();
    }

    @Test
    void letsInAsManyBytesAsItHasRoomFor() {
        var room = new WaitingRoom(100, 1000);

        assertThat(room.enter(600)).isTrue();
        assertThat(room.enter(401)).isFalse();
        assertThat(room.enter(400)).isTrue();
        assertThat(room.enter(1)).isFalse();
        room.leave(600);
        assertThat(room.enter(600)).isTrue();
    }

    @Test
    void aRecordLargerThanTheRoomWaitsAlone() {
        var room = new WaitingRoom(100, 1000);

        assertThat(room.enter(5000)).isTrue();
        assertThat(room.enter(1)).isFalse();
        room.leave(5000);
        assertThat(room.enter(1)).isTrue();
        assertThat(room.enter(5000)).isFalse();
    }

    @Test
    void isEmptyAgainWhenAllThreadsHaveLeft() {
        var room = new WaitingRoom(3, 100);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 1000).forEach(i -> pool.execute(() -> {
                int size = 1 + i % 70;
                if (room.enter(size)) {
                    room.leave(size);
                }
            }));
        }

        assertThat(room.enter(50)).isTrue();
        assertThat(room.enter(25)).isTrue();
        assertThat(room.enter(25)).isTrue();
        assertThat(room.enter(0)).isFalse();
    }
}

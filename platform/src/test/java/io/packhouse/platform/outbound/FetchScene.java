package io.packhouse.platform.outbound;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A client, its servers and its store; checks that no fetch leaves anything behind. */
@Timeout(240)
abstract class FetchScene {

    @TempDir
    private Path root;
    OutboundHouse house;
    Outbound client;

    @BeforeEach
    void open() {
        house = new OutboundHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
        try (var temporary = Files.walk(root.resolve("temp"))) {
            assertThat(temporary.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".lock")))
                    .as("what a fetch left behind").isEmpty();
        }
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertFails(String url, Code code) {
        return assertFails(url, limits -> limits, code);
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertFails(String url, UnaryOperator<FetchLimits> change,
            Code code) {
        return assertThatThrownBy(() -> fetch(url, change)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    Fetched fetch(String url) throws InterruptedException {
        return fetch(url, limits -> limits);
    }

    Fetched fetch(String url, UnaryOperator<FetchLimits> change) throws InterruptedException {
        return client.fetch(url, OutboundHouse.limits(change), house.objects);
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(4711).nextBytes(bytes);
        return bytes;
    }
}

package io.packhouse.gateway.signatures;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.PackageKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NewHardwareIdsTest {

    private static final PackageKey HELLO = new PackageKey("hello", "");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final NewHardwareIds ids = new NewHardwareIds(2, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void overTheLimitWithinAnHourIsTooMany() {
        ids.count("192.0.2.1", HELLO);
        pass(Duration.ofMinutes(20));
        ids.count("192.0.2.1", HELLO);

        assertThatThrownBy(() -> ids.count("192.0.2.1", HELLO)).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(Code.TOO_MANY);
            assertThat(e.failure().retryAfter()).isEqualTo(40 * 60 + 1);
        });
    }

    @Test
    void anHourAfterTheFirstThereIsRoomAgain() {
        ids.count("192.0.2.1", HELLO);
        ids.count("192.0.2.1", HELLO);
        pass(Duration.ofMinutes(61));

        assertThatCode(() -> ids.count("192.0.2.1", HELLO)).doesNotThrowAnyException();
    }

    @Test
    void otherAddressesAndPackagesHaveLimitsOfTheirOwn() {
        ids.count("192.0.2.1", HELLO);
        ids.count("192.0.2.1", HELLO);

        assertThatCode(() -> {
            ids.count("192.0.2.2", HELLO);
            ids.count("192.0.2.1", new PackageKey("hello", "linux_x86_64"));
            ids.count("192.0.2.1", new PackageKey("other", ""));
        }).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true", "2001:db8:1:2::1, 2001:db8:1:3::1, false",
            "::ffff:192.0.2.1, ::ffff:192.0.2.2, false", "what is this, what is this, true"})
    void aCustomersNetworkIsOneAddress(String first, String second, boolean same) {
        ids.count(first, HELLO);
        ids.count(first, HELLO);

        if (same) {
            assertThatThrownBy(() -> ids.count(second, HELLO)).isInstanceOf(FailureException.class);
        } else {
            assertThatCode(() -> ids.count(second, HELLO)).doesNotThrowAnyException();
        }
    }

    @Test
    void zeroIsAnyNumber() {
        NewHardwareIds unlimited = new NewHardwareIds(0, now::get);
        for (int i = 0; i < 1000; i++) {
            unlimited.count("192.0.2.1", HELLO);
        }

        assertThat(unlimited.size()).isZero();
    }

    @Test
    void theTableIsBoundedAndForgetsWhoCameFirst() {
        for (int i = 0; i < NewHardwareIds.TABLE + 100; i++) {
            ids.count("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), HELLO);
        }
        assertThat(ids.size()).isEqualTo(NewHardwareIds.TABLE);

        pass(Duration.ofMinutes(61));
        ids.count("192.0.2.1", HELLO);
        assertThat(ids.size()).isEqualTo(1);
    }
}

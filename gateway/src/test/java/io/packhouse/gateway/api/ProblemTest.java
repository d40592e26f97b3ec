package io.packhouse.gateway.api;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Failure.Violation;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({"INVALID_REQUEST,400", "NOT_FOUND,404", "CONFLICT,409", "TOO_LARGE,413", "UNAUTHENTICATED,401",
            "FORBIDDEN,403",
            "TOO_SLOW,408", "TOO_MANY,429", "UNAVAILABLE,503", "STORAGE_FULL,507", "TIME_LIMIT,500",
            "ATTEMPTS_EXHAUSTED,500",
            "ABANDONED,500",
            "UPSTREAM,502", "KEYS_LOST,500", "INTERNAL,500", "UNKNOWN,500"})
    void everyCodeHasItsStatus(Code code, int status) {
        assertThat(Problem.statusOf(new Failure(code, "x"))).isEqualTo(status);
    }

    @Test
    void aRequestThatIsUnderstoodButBreaksRulesIs422() {
        assertThat(Problem.statusOf(new Failure(Code.INVALID_REQUEST, "x", List.of(new Violation("/a", "y")))))
                .isEqualTo(422);
    }
}

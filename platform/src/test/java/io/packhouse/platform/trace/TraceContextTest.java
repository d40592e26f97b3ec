package io.packhouse.platform.trace;

import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TraceContextTest {

    /** The example of the standard. */
    private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void reads_and_writes_the_standards_example() {
        var context = TraceContext.parse(EXAMPLE).orElseThrow();

        assertThat(context)
                .isEqualTo(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
        assertThat(context.toHeader()).isEqualTo(EXAMPLE);
    }

    @Test
    void keeps_the_trace_and_changes_the_step_in_a_child() {
        var parent = TraceContext.parse(EXAMPLE).orElseThrow();

        var child = parent.child();

        assertThat(child.traceId()).isEqualTo(parent.traceId());
        assertThat(child.spanId()).isNotEqualTo(parent.spanId());
        assertThat(child.sampled()).isTrue();
        assertThat(TraceContext.parse(child.toHeader())).contains(child);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like"})
    void reads_what_it_knows_of_a_later_version_and_answers_in_its_own(String header) {
        assertThat(TraceContext.parse(header).map(TraceContext::toHeader)).contains(EXAMPLE);
    }

    @Test
    void drops_flags_that_it_does_not_know() {
        var context = TraceContext.parse(EXAMPLE.replaceFirst("01$", "fe")).orElseThrow();

        assertThat(context.toHeader()).endsWith("-00");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01"})
    void begins_a_new_trace_when_the_header_is_not_valid(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();

        var root = TraceContext.parseOrNewRoot(header);

        assertThat(TraceContext.parse(root.toHeader())).contains(root);
        assertThat(root).isNotEqualTo(TraceContext.parseOrNewRoot(header));
    }

    @RepeatedTest(20)
    void never_fails_on_arbitrary_text() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var text = new StringBuilder(EXAMPLE);
        for (int i = 0; i < 5; i++) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
        }

        var parsed = TraceContext.parse(text.toString());

        assertThat(parsed.map(c -> c.toHeader().length())).as("seed %d", seed)
                .matches(length -> length.isEmpty() || length.get() == EXAMPLE.length());
    }

    @Test
    void refuses_ids_that_are_none() {
        assertThatThrownBy(() -> new TraceContext("x", "00f067aa0ba902b7", false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(16), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

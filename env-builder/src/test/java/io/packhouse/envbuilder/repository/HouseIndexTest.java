package io.packhouse.envbuilder.repository;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.environments.EnvironmentRepository;

import static org.assertj.core.api.Assertions.assertThat;

class HouseIndexTest {

    private static final EnvironmentRepository OURS = new EnvironmentRepository(new BlobRef("a1".repeat(32), 10));
    private static final EnvironmentRepository OTHER = new EnvironmentRepository(new BlobRef("b2".repeat(32), 10));
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final HouseIndex index = new HouseIndex(PATIENCE, () -> now);

    @Test
    void names_both_when_another_builder_has_told_something_else_for_a_while() {
        index.told(OURS);
        index.heard(OURS);
        after(Duration.ofDays(1));
        assertThat(index.difference()).isEmpty();

        index.heard(OTHER);
        assertThat(index.difference()).as("this one may not have seen a change yet").isEmpty();
        after(PATIENCE);
        assertThat(index.difference()).hasValueSatisfying(
                sentence -> assertThat(sentence).contains("a1".repeat(32), "b2".repeat(32), "environments.repository"));

        index.heard(OURS);
        assertThat(index.difference()).as("somebody mended it").isEmpty();
    }

    @Test
    void a_new_state_of_either_side_gives_time_again() {
        index.told(OURS);
        index.heard(OTHER);
        after(PATIENCE);
        index.heard(OTHER);
        assertThat(index.difference()).as("the same once more is nothing new").isPresent();
        index.heard(new EnvironmentRepository(new BlobRef("c3".repeat(32), 10)));
        assertThat(index.difference()).isEmpty();
        after(PATIENCE);
        assertThat(index.difference()).isPresent();
    }

    @Test
    void nothing_is_said_before_both_are_known() {
        after(PATIENCE);
        index.heard(OTHER);
        after(PATIENCE);
        assertThat(index.difference()).as("nothing was read here yet").isEmpty();

        HouseIndex unheard = new HouseIndex(PATIENCE, () -> now);
        unheard.told(OURS);
        after(PATIENCE);
        assertThat(unheard.difference()).as("the registry was not read yet").isEmpty();
        unheard.heard(EnvironmentRepository.NONE);
        after(PATIENCE);
        assertThat(unheard.difference()).hasValueSatisfying(sentence -> assertThat(sentence).contains("index, none,"));
    }

    private void after(Duration time) {
        now = now.plus(time);
    }
}

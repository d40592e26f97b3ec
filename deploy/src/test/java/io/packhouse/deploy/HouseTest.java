package io.packhouse.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.packhouse.platform.service.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HouseTest {

    private final List<String> happened = new ArrayList<>();
    private final House house = new House(line -> happened.add("told " + line.replaceAll("[0-9.,]+ s", "N s")));

    @Test
    void closesInTheOppositeOrderOfStarting() throws Exception {
        house.open(new Recorded("one"));
        house.keep("two", () -> happened.add("close two"));
        house.open(new Recorded("three"));

        house.close();

        assertThat(happened).containsExactly("start one", "told one: up after N s", "start three",
                "told three: up after N s", "close three", "close two", "close one");
    }

    @Test
    void closesWhatFailedToStartAndWhatStandsUnderIt() throws Exception {
        house.open(new Recorded("one"));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> house.open(new Recorded("two") {
            @Override
            public void start() throws IOException {
                throw new IOException("no");
            }
        })).withMessage("no");
        house.close();

        assertThat(happened).endsWith("close two", "close one");
    }

    @Test
    void whatCannotBeClosedKeepsNothingElseOpen() throws Exception {
        house.open(new Recorded("one"));
        house.keep("stubborn", () -> {
            throw new IOException("no");
        });

        house.close();

        assertThat(happened).endsWith("close one");
    }

    @Test
    void closesOnce() throws Exception {
        house.open(new Recorded("one"));

        house.close();
        house.close();

        assertThat(happened).filteredOn("close one"::equals).hasSize(1);
    }

    @Test
    void aServiceThatComesTooLateIsClosedAtOnce() {
        house.close();

        assertThatIllegalStateException().isThrownBy(() -> house.open(new Recorded("late")));
        assertThat(happened).containsExactly("close late");
    }

    private class Recorded implements Service {
        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() throws Exception {
            happened.add("start " + name);
        }

        @Override
        public void close() {
            happened.add("close " + name);
        }
    }
}

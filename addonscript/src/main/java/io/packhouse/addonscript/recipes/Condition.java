package io.packhouse.addonscript.recipes;

import java.util.List;
import java.util.stream.Stream;

import io.packhouse.addonscript.versions.VersionRange;

/** A condition of a recipe, which is data and no text. */
public sealed interface Condition {

    /** The values at hand when a condition is asked. */
    interface Scope {

        /** Whether there is a value at {@code path}. */
        boolean has(List<String> path);

        String fill(Template template);

        /** Whether the version that {@code template} writes is in {@code range}. */
        boolean isIn(Template template, VersionRange range);

        /** Whether an input is the same on all sides that are built. */
        boolean isSameOnBothSides(List<String> path);
    }

    boolean holds(Scope scope);

    /** The paths of all values that it looks at. */
    Stream<List<String>> paths();

    /** There is such a value. */
    record Has(List<String> path) implements Condition {

        public Has {
            path = List.copyOf(path);
        }

        @Override
        public boolean holds(Scope scope) {
            return scope.has(path);
        }

        @Override
        public Stream<List<String>> paths() {
            return Stream.of(path);
        }
    }

    /** A version is in a range; one that is not there is in none. */
    record InRange(Template version, VersionRange range) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            return paths().allMatch(scope::has) && scope.isIn(version, range);
        }

        @Override
        public Stream<List<String>> paths() {
            return version.references().stream().map(Template.Reference::path);
        }
    }

    /** Two texts are equal; what is not there equals nothing. */
    record Eq(Template left, Template right) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            return paths().allMatch(scope::has) && scope.fill(left).equals(scope.fill(right));
        }

        @Override
        public Stream<List<String>> paths() {
            return Stream.of(left, right).flatMap(template -> template.references().stream())
                    .map(Template.Reference::path);
        }
    }

    /** An input has one version, whichever sides are built. */
    record SameOnBothSides(List<String> path) implements Condition {

        public SameOnBothSides {
            path = List.copyOf(path);
        }

        @Override
        public boolean holds(Scope scope) {
            return scope.isSameOnBothSides(path);
        }

        @Override
        public Stream<List<String>> paths() {
            return Stream.of(path);
        }
    }

    /** All of them; true for none. */
    record All(List<Condition> conditions) implements Condition {

        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Scope scope) {
            return conditions.stream().allMatch(condition -> condition.holds(scope));
        }

        @Override
        public Stream<List<String>> paths() {
            return conditions.stream().flatMap(Condition::paths);
        }
    }

    /** At least one of them; false for none. */
    record Any(List<Condition> conditions) implements Condition {

        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Scope scope) {
            return conditions.stream().anyMatch(condition -> condition.holds(scope));
        }

        @Override
        public Stream<List<String>> paths() {
            return conditions.stream().flatMap(Condition::paths);
        }
    }

    /** Not this. */
    record Not(Condition condition) implements Condition {

        @Override
        public boolean holds(Scope scope) {
            return !condition.holds(scope);
        }

        @Override
        public Stream<List<String>> paths() {
            return condition.paths();
        }
    }
}

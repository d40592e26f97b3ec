package io.packhouse.gateway.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Failure.Violation;

/**
 * The query of a list: filters, {@code limit} (1 to 1000, 50 when it is not given) and {@code cursor}, each once at most. Every
 * parameter is read before {@link #check} refuses the query with a violation for each one that is wrong.
 */
public final class ListQuery {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1000;
    private static final Set<String> PAGING = Set.of("limit", "cursor");

    private final MultiMap query;
    private final List<Violation> wrong = new ArrayList<>();

    /**
     * @param filters
     *            the names of the list's own parameters
     * @param known
     *            all parameters, in words
     */
    public ListQuery(MultiMap query, Set<String> filters, String known) {
        this.query = query;
        for (String name : query.names()) {
            if (!(filters.contains(name) || PAGING.contains(name)) || query.getAll(name).size() > 1) {
                wrong.add(new Violation("/" + name, "the parameters are " + known + ", each once at most"));
            }
        }
    }

    /**
     * A filter, or null when it is not given, or is wrong.
     *
     * @param reading
     *            empty for what is no value of this filter
     * @param values
     *            what would be one, in words
     */
    public <T> @Nullable T filter(String name, Function<String, Optional<T>> reading, String values) {
        String text = query.get(name);
        if (text == null) {
            return null;
        }
        Optional<T> value = reading.apply(text);
        if (value.isEmpty()) {
            wrong.add(new Violation("/" + name, values));
        }
        return value.orElse(null);
    }

    /** How many entries are wanted at most. */
    public int limit() {
        Integer limit = filter("limit", ListQuery::limit, "a limit is a number from 1 to " + LARGEST_LIMIT);
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    private static Optional<Integer> limit(String text) {
        return Optional.of(text).filter(digits -> digits.matches("[0-9]{1,4}")).map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= LARGEST_LIMIT);
    }

    /** The place behind which the list begins; null for its beginning. */
    public @Nullable ListPlace after() {
        return filter("cursor", ListPlace::parse, "a cursor is the value of 'next' in an answer, unchanged");
    }

    /** Refuses with {@code INVALID_REQUEST} when anything was wrong. */
    public void check() {
        if (!wrong.isEmpty()) {
            throw new Failure(Code.INVALID_REQUEST, "the query is not understood", wrong).exception();
        }
    }
}

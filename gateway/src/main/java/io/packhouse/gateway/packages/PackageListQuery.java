package io.packhouse.gateway.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.gateway.api.ListQuery;

/**
 * The question {@code GET /api/v1/packages?architecture=&category=&filter=&limit=&cursor=}.
 *
 * @param architecture
 *            exactly that one, empty for platform independent packages; null for any
 * @param category
 *            that packages must have; null for any
 * @param filter
 *            what one of their names must have in it; null for anything
 * @param limit
 *            1 to 1000
 */
record PackageListQuery(@Nullable String architecture, @Nullable String category, @Nullable String filter, int limit,
        @Nullable PackagePlace after) {

    /** Reads the query; refuses with {@code INVALID_REQUEST}, with a violation for each parameter that is wrong. */
    static PackageListQuery of(MultiMap parameters) {
        ListQuery query = new ListQuery(parameters, Set.of("architecture", "category", "filter"),
                "architecture, category, filter, limit and cursor");
        PackageListQuery read = new PackageListQuery(
                query.filter("architecture", text -> Optional.of(architecture(text)), ""),
                query.filter("category", Optional::of, ""), query.filter("filter", Optional::of, ""), query.limit(),
                query.filter("cursor", PackagePlace::parse, "a cursor is the value of 'next' in an answer, unchanged"));
        query.check();
        return read;
    }

    /** No architecture has a space, but some have a plus sign, which a query decoder makes a space of where it came as it is. */
    private static String architecture(String text) {
        return text.equals(PackageKey.ALL) ? "" : text.replace(' ', '+');
    }

    /** Packages, and the place to go on from when there may be more. */
    record Page(List<Offer> offers, @Nullable PackagePlace next) {
    }

    /** The page of this moment. May look at every package. */
    Page answer(Stock stock) {
        List<Offer> found = new ArrayList<>();
        PackagePlace place = after;
        (category == null ? stock.all() : stock.in(category)).walk(place == null ? "" : place.key().id(), shelf -> {
            for (Offer offer : shelf.offers()) {
                if (wants(offer)) {
                    found.add(offer);
                }
            }
            return found.size() <= limit;
        });
        List<Offer> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(List.copyOf(page), found.size() > limit ? new PackagePlace(page.getLast().key()) : null);
    }

    private boolean wants(Offer offer) {
        return (after == null || offer.key().compareTo(after.key()) > 0)
                && (architecture == null || architecture.equals(offer.architecture()))
                && (category == null || offer.isIn(category)) && (filter == null || offer.isNamed(filter));
    }
}

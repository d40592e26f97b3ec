package io.packhouse.gateway.packages;

import java.util.ArrayList;
import java.util.List;

/**
 * The question {@code /package/list} (package server reference, 2.4); what is empty was not asked for.
 *
 * @param architecture
 *            of the device; empty for platform independent packages alone
 * @param category
 *            that packages must have
 * @param filter
 *            what one of their names must have in it
 */
record ListQuestion(String architecture, String category, String filter) {

    /** The answer of this moment. Looks at every package of the category, or at all: some milliseconds for 100,000. */
    Listing answer(Stock stock) {
        List<Offer> found = new ArrayList<>();
        (category.isEmpty() ? stock.all() : stock.in(category)).walk("", shelf -> {
            Offer offer = shelf.select(architecture);
            if (offer != null && (category.isEmpty() || offer.isIn(category))
                    && (filter.isEmpty() || offer.isNamed(filter))) {
                found.add(offer);
            }
            return true;
        });
        return new Listing(found);
    }
}

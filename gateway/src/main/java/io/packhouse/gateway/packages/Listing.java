package io.packhouse.gateway.packages;

import java.util.List;

/** The answer to a {@link ListQuestion}: a JSON array of which the parts were made when the packages came. Never changes. */
final class Listing {

    /** Changes when the same packages are written another way, so that no client keeps what older versions said. */
    private static final int FORM = 1;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final Offer[] offers;
    private final long length;
    private final String entityTag;

    Listing(List<Offer> found) {
        this.offers = found.toArray(Offer[]::new);
        long bytes = 2L + Math.max(0, offers.length - 1);
        long high = FORM;
        long low = offers.length;
        for (Offer offer : offers) {
            bytes += offer.json().length;
            high = (high + offer.high()) * STEP;
            low = (low + offer.low()) * STEP;
        }
        this.length = bytes;
        this.entityTag = "\"%016x%016x\"".formatted(high, low);
    }

    /** The packages. */
    int size() {
        return offers.length;
    }

    /** In order. */
    Offer get(int index) {
        return offers[index];
    }

    /** The bytes of the whole. */
    long length() {
        return length;
    }

    /** A strong entity tag with its quotation marks, of 128 bits of the parts' digests: the same at every gateway. */
    String entityTag() {
        return entityTag;
    }
}

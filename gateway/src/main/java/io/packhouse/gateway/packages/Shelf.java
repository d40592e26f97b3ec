package io.packhouse.gateway.packages;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.packages.PackageKey;

/** The current packages of one id, one for each architecture. Never changes. */
final class Shelf {

    private final String id;
    private final Offer[] offers;

    /**
     * @param offers
     *            at least one, in the order of their architectures
     */
    Shelf(List<Offer> offers) {
        this.id = offers.getFirst().key().id();
        this.offers = offers.toArray(Offer[]::new);
    }

    String id() {
        return id;
    }

    List<Offer> offers() {
        return List.of(offers);
    }

    /** The package of exactly that architecture; null when there is none. */
    @Nullable
    Offer find(String architecture) {
        for (Offer offer : offers) {
            if (offer.architecture().equals(architecture)) {
                return offer;
            }
        }
        return null;
    }

    /**
     * What a device of that architecture gets (package server reference, 2.3): its own package, else the platform independent
     * one; null when there is neither. {@value PackageKey#ALL} is no architecture.
     */
    @Nullable
    Offer select(String architecture) {
        Offer exact = find(architecture);
        return exact != null || architecture.isEmpty() ? exact : find("");
    }
}

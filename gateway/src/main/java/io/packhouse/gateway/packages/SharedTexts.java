package io.packhouse.gateway.packages;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.packages.CatalogueRecord.Uploaded;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;

/**
 * Makes records of the catalogue share the texts that many of them have: callers, architectures, versions, categories,
 * developers. With 100,000 packages that is a fifth of the memory. For one thread.
 */
final class SharedTexts {

    /** Texts that are another one in each package are soon more than this, and cost no more then. */
    private static final int MOST = 20_000;

    private final Map<String, String> texts = new HashMap<>();

    /** The same record. */
    Uploaded shared(Uploaded record) {
        PackageFacts facts = record.facts();
        PackageKey key = new PackageKey(facts.key().id(), shared(facts.key().architecture()));
        return new Uploaded(record.job(), record.at(), shared(record.caller()),
                new PackageFacts(key, shared(facts.version()), facts.names(), facts.descriptions(),
                        facts.categories().stream().map(this::shared).toList(), facts.file(), facts.icon(), facts.digest(),
                        facts.unpackedSize(), sharedOrNull(facts.developer())),
                record.note());
    }

    private @Nullable String sharedOrNull(@Nullable String text) {
        return text == null ? null : shared(text);
    }

    private String shared(String text) {
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() < MOST) {
            texts.put(text, text);
        }
        return text;
    }
}

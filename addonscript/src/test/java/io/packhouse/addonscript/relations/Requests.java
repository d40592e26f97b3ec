package io.packhouse.addonscript.relations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.addonscript.documents.RefusedException;

import static java.util.Objects.requireNonNull;

/** Requests and manifests of the tests. */
final class Requests {

    private Requests() {
    }

    static Manifest manifest(String name) {
        try (InputStream json = requireNonNull(Requests.class.getResourceAsStream(name), name)) {
            return new ManifestReader(true, ManifestReader.Namespaces.NONE).read(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifest parsed(String json) {
        return new ManifestReader(true, ManifestReader.Namespaces.NONE)
                .read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** A repository of these manifests, where {@code org.alias} lists everything too. */
    static Admission.Manifests repository(Manifest... manifests) {
        return new Admission.Manifests() {
            @Override
            public Optional<Manifest> find(AddonDescriptor addon) {
                return Arrays.stream(manifests).filter(manifest -> manifest.identity().equals(addon)).findFirst();
            }

            @Override
            public Optional<AddonId> canonical(AddonId alias) {
                return Arrays.stream(manifests).map(manifest -> manifest.identity().addon())
                        .filter(addon -> addon.id().equals(alias.id())
                                && (alias.namespace().equals("org.alias") || addon.equals(alias)))
                        .findFirst();
            }
        };
    }

    static Admission.Admitted admit(String body, Manifest... manifests) {
        return new Admission(repository(manifests), 2, RelationOptions.DEFAULT)
                .admit(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Why it is refused, as {@code code pointer} joined by commas; {@code -} when it is not. */
    static String refusal(Runnable action) {
        try {
            action.run();
            return "-";
        } catch (RefusedException e) {
            return told(e.refusal());
        }
    }

    static String told(Refusal refusal) {
        return refusal.problems().stream().map(problem -> problem.code().wire() + " " + problem.pointer())
                .collect(Collectors.joining(", "));
    }
}

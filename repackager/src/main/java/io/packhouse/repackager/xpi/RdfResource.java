package io.packhouse.repackager.xpi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A resource of an RDF document.
 *
 * @param about
 *            its name, empty when it has none
 * @param properties
 *            in the order of the document
 */
record RdfResource(String about, List<Property> properties) {

    RdfResource {
        properties = List.copyOf(properties);
    }

    /**
     * One property.
     *
     * @param namespace
     *            the namespace of its name
     * @param name
     *            the name within it
     * @param text
     *            the value where it is a text or the name of a resource, else empty
     * @param resource
     *            the value where it is a resource with properties, else null
     */
    record Property(String namespace, String name, String text, @Nullable RdfResource resource) {
    }

    /** The first text of a property, stripped; empty ones do not count. */
    Optional<String> text(String namespace, String name) {
        return texts(namespace, name).stream().findFirst();
    }

    /** All texts of a property, stripped, in order; empty ones do not count. */
    List<String> texts(String namespace, String name) {
        return named(namespace, name).map(property -> property.text().strip()).filter(text -> !text.isEmpty()).toList();
    }

    /** All properties of that name. */
    Stream<Property> named(String namespace, String name) {
        return properties.stream()
                .filter(property -> property.namespace().equals(namespace) && property.name().equals(name));
    }
}

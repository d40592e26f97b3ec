package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.packhouse.repackager.archive.Content;

/**
 * What {@code install.rdf} says of an add-on (reference, section 8.3).
 *
 * @param properties
 *            of the resource {@code urn:mozilla:install-manifest}
 * @param applications
 *            the ids of the applications that it is for
 */
record InstallManifest(RdfResource properties, List<String> applications) {

    /** The file's name in an XPI. */
    static final String FILE = "install.rdf";
    /** The namespace of the properties. */
    static final String EM = "http://www.mozilla.org/2004/em-rdf#";
    /** The resource that says what is installed. */
    static final String ABOUT = "urn:mozilla:install-manifest";
    /** The id of Firefox for Android. */
    static final String FENNEC = "{aa3c5121-dab2-40e2-81ca-7ea25febc110}";

    InstallManifest {
        applications = List.copyOf(applications);
    }

    /** Reads the file; refuses it with a sentence when it is none. */
    static InstallManifest read(Content content) throws IOException {
        if (content.size() > RdfReader.SIZE_LIMIT) {
            throw Refused
                    .tooLarge(FILE + " has " + content.size() + " bytes; at most " + RdfReader.SIZE_LIMIT + " are read");
        }
        return read(content.bytes(RdfReader.SIZE_LIMIT));
    }

    static InstallManifest read(byte[] bytes) {
        List<RdfResource> resources = RdfReader.read(FILE, bytes);
        List<RdfResource.Property> properties = resources.stream().filter(resource -> resource.about().equals(ABOUT))
                .flatMap(resource -> resource.properties().stream()).toList();
        if (properties.isEmpty()) {
            throw Refused.because(FILE + " does not describe " + ABOUT + ", so it says nothing of an add-on");
        }
        RdfResource manifest = new RdfResource(ABOUT, properties);
        return new InstallManifest(manifest, applications(manifest, resources));
    }

    /** A target is nested, or a resource of its own that is named. */
    private static List<String> applications(RdfResource manifest, List<RdfResource> resources) {
        List<String> ids = new ArrayList<>();
        manifest.named(EM, "targetApplication").forEach(target -> {
            RdfResource nested = target.resource();
            if (nested != null) {
                nested.text(EM, "id").ifPresent(ids::add);
            } else {
                resources.stream().filter(resource -> !target.text().isEmpty() && resource.about().equals(target.text()))
                        .forEach(resource -> resource.text(EM, "id").ifPresent(ids::add));
            }
        });
        return ids;
    }

    /** The first text of a property such as {@code version}; empty ones do not count. */
    Optional<String> text(String name) {
        return properties.text(EM, name);
    }

    /** All texts of a property such as {@code contributor}. */
    List<String> texts(String name) {
        return properties.texts(EM, name);
    }

    /** Whether a property is the word {@code true}. */
    boolean isTrue(String name) {
        return text(name).orElse("").equals("true");
    }

    /** {@code em:id}; one without it is refused. */
    String id() {
        return text("id").orElseThrow(() -> Refused.because(FILE + " has no em:id; every add-on has one"));
    }

    /** {@code em:version}, or empty. */
    String version() {
        return text("version").orElse("");
    }

    /** {@code em:name}, or empty. */
    String name() {
        return text("name").orElse("");
    }
}

package io.packhouse.repackager.sdk;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;

/**
 * An Add-on SDK that is ready to build with.
 *
 * @param version
 *            as its directory's name says
 * @param generation
 *            which layout it builds
 * @param template
 *            the files of its template directory by path, {@code install.rdf} and {@code bootstrap.js} at least
 * @param packages
 *            its own packages by name: {@code addon-kit} and {@code api-utils}, or {@code addon-sdk}
 * @param mapping
 *            short names of modules to paths ({@code mapping.json}), empty before 1.12
 */
public record Sdk(SdkVersion version, Generation generation, SortedMap<String, Content> template,
        SortedMap<String, AddonPackage> packages, SortedMap<String, String> mapping) {

    public Sdk {
        template = Collections.unmodifiableSortedMap(new TreeMap<>(template));
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
        mapping = Collections.unmodifiableSortedMap(new TreeMap<>(mapping));
    }
}

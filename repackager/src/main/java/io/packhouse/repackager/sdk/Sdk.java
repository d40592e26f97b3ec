package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;

/**
 * An Add-on SDK that is ready to build with. It does not change; when its directory does, another one takes its place, and
 * builds that began with this one end with it. Any thread may use it.
 */
public final class Sdk {

    private final SdkVersion version;
    private final Generation generation;
    private final SortedMap<String, Content> template;
    private final List<CfxPackage> packages;
    private final SortedMap<String, String> mapping;
    private final Map<Content, ScannedSource> scanned = new ConcurrentHashMap<>();

    /**
     * @param version
     *            as its directory's name says
     * @param generation
     *            which layout it builds
     * @param template
     *            the files of its template directory by path, {@code install.rdf} and {@code bootstrap.js} at least
     * @param packages
     *            its own packages: {@code addon-kit} and {@code api-utils}, or {@code addon-sdk}
     * @param mapping
     *            short names of modules to paths ({@code mapping.json}), empty before 1.12
     */
    Sdk(SdkVersion version, Generation generation, SortedMap<String, Content> template, List<AddonPackage> packages,
            SortedMap<String, String> mapping) {
        this.version = version;
        this.generation = generation;
        this.template = Collections.unmodifiableSortedMap(new TreeMap<>(template));
        this.packages = packages.stream().map(source -> new CfxPackage(source, true)).toList();
        this.mapping = Collections.unmodifiableSortedMap(new TreeMap<>(mapping));
    }

    /** Such as {@code 1.14}. */
    public SdkVersion version() {
        return version;
    }

    /** Which layout it builds. */
    public Generation generation() {
        return generation;
    }

    /** The files of its template by path, {@code bootstrap.js} among them. */
    public SortedMap<String, Content> template() {
        return template;
    }

    /** The names of its own packages, which no package of an add-on may have. */
    public Set<String> packageNames() {
        return packages.stream().map(CfxPackage::name).collect(Collectors.toUnmodifiableSet());
    }

    List<CfxPackage> packages() {
        return packages;
    }

    SortedMap<String, String> mapping() {
        return mapping;
    }

    /** What one of its own modules says about itself; it is read once for all builds. */
    ScannedSource scanned(Content module) throws IOException {
        ScannedSource known = scanned.get(module);
        if (known == null) {
            known = SourceScanner.scan(module);
            scanned.put(module, known);
        }
        return known;
    }

    @Override
    public String toString() {
        return version.text();
    }
}

package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiEntry;
import io.packhouse.repackager.xpi.ResourceLayout.Place;

/**
 * An XPI of an Add-on SDK as the sources that it was built of (reference, sections 4.2 and 8.2). Files stay where they are: what
 * this holds can be read as long as the archive is open.
 *
 * @param addon
 *            the sources
 * @param warnings
 *            what could not be taken over, a sentence each
 */
record TakenApart(Addon addon, List<String> warnings) {

    /** Root files that every build makes anew. */
    private static final Set<String> BUILT = Set.of("bootstrap.js", HarnessOptions.FILE, InstallManifest.FILE);
    /** Other files that every build makes anew, and old signatures. */
    private static final Pattern MADE = Pattern.compile(
            "META-INF/.*|components/harness\\.js|defaults/preferences/prefs\\.js|resources/("
                    + String.join("|", PackageNames.OF_SDKS) + ")/.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern LOCALE = Pattern.compile("locale/([^/]+)\\.json", Pattern.DOTALL);
    private static final String CHROME = "chrome/";

    TakenApart {
        warnings = List.copyOf(warnings);
    }

    /**
     * Takes an XPI apart.
     *
     * @param wanted
     *            what is forced
     * @param version
     *            the version that the add-on gets
     * @param sdkPackages
     *            names of the packages of the SDK that it is built with
     * @throws io.packhouse.contracts.FailureException
     *             when the XPI contradicts itself, or what is forced cannot be
     */
    static TakenApart of(XpiArchive archive, AddonSdkXpi xpi, RebuildAddon wanted, String version,
            Set<String> sdkPackages) throws IOException {
        return new Taking(archive, xpi, wanted, sdkPackages).take(version);
    }

    /** Whether an entry lies in the archive's root. */
    static boolean isRootFile(XpiEntry entry) {
        return entry.name().indexOf('/') < 0;
    }

    /** Entries go to packages, one after the other. */
    private static final class Taking {
        private final XpiArchive archive;
        private final AddonSdkXpi xpi;
        private final RebuildAddon wanted;
        private final Set<String> sdkPackages;
        private final ResourceLayout layout;
        private final String own;
        private final SortedMap<String, Content> ownFiles = new TreeMap<>();
        private final Map<String, SectionDirectories> directories = new LinkedHashMap<>();
        private final Map<String, ObjectNode> json = new LinkedHashMap<>();
        private final Map<String, SortedMap<String, Content>> files = new LinkedHashMap<>();
        private final List<String> rootFiles = new ArrayList<>();
        private final List<String> dropped = new ArrayList<>();
        private final Set<String> warnings = new LinkedHashSet<>();

        Taking(XpiArchive archive, AddonSdkXpi xpi, RebuildAddon wanted, Set<String> sdkPackages) {
            this.archive = archive;
            this.xpi = xpi;
            this.wanted = wanted;
            this.sdkPackages = sdkPackages;
            this.layout = ResourceLayout.of(xpi.options(), xpi.manifest().id());
            this.own = xpi.options().name();
            if (sdkPackages.contains(own)) {
                throw Refused.because("The add-on's package is called " + Refused.shown(own)
                        + ", which is the name of a package of the Add-on SDK");
            }
        }

        TakenApart take(String version) throws IOException {
            files.put(own, ownFiles);
            for (XpiEntry entry : archive.entries()) {
                take(entry);
            }
            if (!dropped.isEmpty()) {
                warnings.add(dropped.size() + " files that the Add-on SDK does not build are not taken over; the first is "
                        + Refused.shown(dropped.getFirst()));
            }
            files.values().forEach(Taking::keepEmptyDirectories);
            AddonPackage ownPackage = new AddonPackage(ownJson(version), ownFiles);
            files.remove(own);
            List<AddonPackage> dependencies = new ArrayList<>();
            files.forEach((name, content) -> dependencies.add(new AddonPackage(json(name), content)));
            return new TakenApart(new Addon(ownPackage, dependencies), List.copyOf(warnings));
        }

        /** The others are there anyhow; not every SDK wrote them. */
        private static void keepEmptyDirectories(SortedMap<String, Content> files) {
            files.keySet().removeIf(path -> path.endsWith("/")
                    && files.tailMap(path + "\0").keySet().stream().findFirst().orElse("").startsWith(path));
        }

        private void take(XpiEntry entry) throws IOException {
            Optional<Place> place = layout.place(entry.name());
            Matcher locale = LOCALE.matcher(entry.name());
            if (place.isPresent()) {
                place(place.get(), entry);
            } else if (isRootFile(entry)) {
                if (!BUILT.contains(entry.name()) && !entry.name().equals(JpmXpi.PACKAGE)) {
                    rootFiles.add(entry.name());
                    put(ownFiles, entry.name(), entry);
                }
            } else if (locale.matches()) {
                byte[] properties = LocaleFile.properties(locale.group(1), XpiJson.object(entry.name(), entry),
                        warnings::add);
                put(ownFiles, "locale/" + locale.group(1) + ".properties", Content.of(properties));
            } else if (entry.name().startsWith(CHROME)) {
                put(ownFiles, entry.name(), entry);
            } else if (!entry.directory() && !MADE.matcher(entry.name()).matches()) {
                dropped.add(entry.name());
            }
        }

        private void place(Place place, XpiEntry entry) {
            String name = place.packageName();
            if (PackageNames.OF_SDKS.contains(name) || sdkPackages.contains(name)) {
                return;
            }
            SectionDirectories sections = directories.computeIfAbsent(name, this::directories);
            put(files.computeIfAbsent(name, _ -> new TreeMap<>()), sections.path(place), entry);
        }

        private void put(SortedMap<String, Content> into, String path, Content content) {
            if (into.put(path, content) != null) {
                throw Refused.because("The XPI has two files that would both be " + Refused.shown(path)
                        + " of one package; force other directories for 'lib', 'data' or 'tests'");
            }
        }

        private SectionDirectories directories(String name) {
            return SectionDirectories.of(json(name), name.equals(own) ? wanted.forced() : Map.of());
        }

        /** The package.json as {@code metadata} has it. */
        private ObjectNode json(String name) {
            return json.computeIfAbsent(name, key -> {
                ObjectNode metadata = xpi.options().metadata().get(key);
                if (metadata == null && !key.equals(own)) {
                    warnings.add("harness-options.json says nothing in 'metadata' of the package " + Refused.shown(key));
                }
                ObjectNode copy = metadata == null ? xpi.options().json().objectNode() : metadata.deepCopy();
                return copy.put("name", key);
            });
        }

        private ObjectNode ownJson(String version) {
            List<String> dependencies = new ArrayList<>(sdkPackages.stream().sorted().toList());
            files.keySet().stream().filter(name -> !name.equals(own)).forEach(dependencies::add);
            ObjectNode made = OwnPackageJson.of(xpi, version, dependencies);
            SectionDirectories sections = directories.computeIfAbsent(own, this::directories);
            if (!json(own).has("directories")) {
                made.remove("directories");
            }
            sections.forced(wanted.forced()).forEach(made::put);
            if (!wanted.forced().containsKey("main")) {
                MainModule.of(xpi.options(), module -> ownFiles.containsKey(sections.path(new Place(own, "lib", module))))
                        .ifPresent(main -> made.put("main", main));
            }
            Icons.keys(rootFiles).forEach(made::put);
            OwnPackageJson.force(made, wanted.forced());
            return made;
        }
    }
}

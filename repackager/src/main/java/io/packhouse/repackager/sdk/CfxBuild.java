package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;

/**
 * {@code cfx xpi}: makes an XPI of an add-on's sources with an SDK (reference, section 8). The same sources, SDK and options
 * give the same entries, always. One object makes one XPI.
 */
public final class CfxBuild {

    private static final int NAMES_SHOWN = 5;

    private final Sdk sdk;
    private final SdkRules rules;
    private final CfxArguments arguments;
    private final PackageSet packages;
    private final CfxPackage own;
    private final ModulePaths paths;
    private final FileFilter filter;
    private final CfxWarnings warnings = new CfxWarnings();

    private CfxBuild(Addon addon, Sdk sdk, List<String> options) {
        this.sdk = sdk;
        this.rules = SdkRules.of(sdk);
        this.arguments = CfxArguments.parse(options, rules);
        this.packages = new PackageSet(addon, sdk, rules);
        this.own = packages.own();
        this.paths = new ModulePaths(AddonId.of(own.text("id"), rules), rules);
        this.filter = new FileFilter(rules, own.name() + ".xpi");
    }

    /**
     * Builds. Reads every module that the add-on needs; blocks for some milliseconds.
     *
     * @param options
     *            options of {@code cfx xpi} that {@link io.packhouse.contracts.addons.CfxOptions#parse} let through
     * @return the entries; nothing has been written yet
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when {@code cfx} would have ended with an error, in its words where the reference
     *             has them; {@code TOO_LARGE} when a file that must be parsed is too large, or nested too deep
     */
    public static BuiltXpi run(Addon addon, Sdk sdk, List<String> options) throws IOException {
        HarnessJson.checkDepth(addon.own().json(), "package.json");
        for (AddonPackage dependency : addon.dependencies()) {
            HarnessJson.checkDepth(dependency.json(), "the package.json of a dependency");
        }
        return new CfxBuild(addon, sdk, options).build();
    }

    private BuiltXpi build() throws IOException {
        if (sdk.version().withdrawn()) {
            warnings.add("SDK " + sdk.version() + " was withdrawn by its makers.");
        }
        warnings.addAll(arguments.warnings());
        List<CfxPackage> dependencies = packages.dependencies(arguments.extraPackages());
        var search = new ModuleSearch(packages, rules, sdk, dependencies, warnings);
        String main = MainModule.of(own);
        var sources = new ModuleSources(sdk);
        var graph = new ModuleGraph(sources, rules, search, warnings);
        List<CfxPackage> used = new ArrayList<>(dependencies);
        String mainPath = "";
        if (!rules.oldManifest()) {
            mainPath = paths.of(graph.follow(own, main));
            followLoader(graph);
        }
        if (!rules.packsAllDependencies()) {
            used = used(graph);
        }
        List<Section> sections = Section.of(own, used);
        ObjectNode manifest = rules.oldManifest()
                ? new OldManifest(sources, search, paths, filter, warnings).of(sections)
                : ModuleManifest.of(graph, paths);
        ObjectNode options = new HarnessOptions(own, paths, arguments).of(used, sections, manifest, mainPath);
        List<NewEntry> entries = layout(graph, used, sections).entries(HarnessJson.text(options));
        String version = own.text("version");
        return new BuiltXpi(own.name(), paths.id().full(), version.isEmpty() ? "1.0" : version, entries,
                "Exporting extension to " + own.name() + ".xpi.", warnings.sentences());
    }

    private void followLoader(ModuleGraph graph) throws IOException {
        for (CfxPackage ofSdk : sdk.packages()) {
            String loader = ofSdk.text("loader");
            if (!loader.isEmpty()) {
                graph.follow(ofSdk, loader);
            }
        }
    }

    /** Packages that have a module that is needed, and those that are packed in any case. */
    private List<CfxPackage> used(ModuleGraph graph) {
        Set<CfxPackage> used = new LinkedHashSet<>(graph.packages());
        for (String extra : arguments.extraPackages()) {
            CfxPackage found = packages.find(extra);
            if (found != null) {
                used.add(found);
            }
        }
        packages.all().stream().filter(known -> !known.ofSdk() && !used.contains(known)).forEach(unused -> warnings
                .add("The package " + unused.name() + " is left out, because nothing requires a module of it."));
        return List.copyOf(used);
    }

    private XpiLayout layout(ModuleGraph graph, List<CfxPackage> used, List<Section> sections) throws IOException {
        var layout = new XpiLayout(rules);
        layout.addMade("install.rdf", InstallRdf.of(template("install.rdf"), own, paths.id(), rules, arguments));
        addIcon(layout, "icon");
        if (rules.hasIcon64()) {
            addIcon(layout, "icon64");
        }
        if (rules.hasPreferences()) {
            addPreferences(layout);
        }
        if (rules.hasLocales()) {
            addLocales(layout, used);
        }
        if (rules.hasChrome()) {
            addChrome(layout);
        }
        addTemplate(layout);
        addSections(layout, graph, sections);
        return layout;
    }

    private Content template(String path) {
        Content file = sdk.template().get(path);
        if (file == null) {
            throw new IllegalStateException("an SDK without " + path + " was registered: " + sdk);
        }
        return file;
    }

    private void addIcon(XpiLayout layout, String key) {
        Content icon = Icons.of(own, key);
        if (icon != null) {
            layout.addMade(key + ".png", icon);
        } else if (!own.text(key).isEmpty()) {
            warnings.add("The " + key + " " + CfxRefusal.shown(own.text(key)) + " is not among the add-on's files.");
        }
    }

    private void addPreferences(XpiLayout layout) {
        List<JsonNode> preferences = Preferences.of(own);
        String branch = PreferencesBranch.of(own, paths.id(), rules);
        if (!preferences.isEmpty()) {
            layout.addMade("options.xul", OptionsXul.of(preferences, paths.id(), branch));
        }
        layout.addMade("defaults/preferences/prefs.js", Preferences.script(preferences, branch));
    }

    private void addLocales(XpiLayout layout, List<CfxPackage> used) throws IOException {
        Locales locales = Locales.of(used);
        layout.addMadeDirectory("locale");
        locales.languages().forEach(
                (language, texts) -> layout.addMade("locale/" + language + ".json", HarnessJson.readableText(texts)));
        layout.addMade("locales.json", locales.index());
    }

    private void addChrome(XpiLayout layout) {
        own.files().forEach((path, content) -> {
            if ((path.equals("chrome.manifest") || path.startsWith("chrome/")) && filter.packs(path)) {
                add(layout, path, content);
            }
        });
    }

    private void addTemplate(XpiLayout layout) {
        sdk.template().forEach((path, content) -> {
            if (filter.packs(path)) {
                add(layout, path, content);
            }
        });
    }

    private static void add(XpiLayout layout, String path, Content content) {
        if (path.endsWith("/")) {
            layout.addDirectory(path.substring(0, path.length() - 1));
        } else {
            layout.addFile(path, content);
        }
    }

    private void addSections(XpiLayout layout, ModuleGraph graph, List<Section> sections) {
        List<String> stripped = new ArrayList<>();
        for (Section section : sections) {
            String directory = section.directory(paths.id(), rules);
            layout.addDirectory(directory);
            section.owner().section(section.name()).forEach((path, content) -> {
                if (path.endsWith("/") || !filter.packs(path)) {
                    return;
                }
                if (isPacked(section, path, graph)) {
                    layout.addFile(directory + "/" + path, content);
                } else if (section.owner() == own && section.name().equals("lib") && path.endsWith(".js")) {
                    stripped.add(section.path(path));
                }
            });
        }
        if (!stripped.isEmpty()) {
            warnings.add(stripped.size() + " module(s) of the add-on are left out, because nothing requires them: "
                    + CfxRefusal.shown(String.join(", ", stripped.subList(0, Math.min(NAMES_SHOWN, stripped.size())))));
        }
    }

    private boolean isPacked(Section section, String path, ModuleGraph graph) {
        CfxPackage owner = section.owner();
        if (!arguments.stripsXpi()) {
            return true;
        }
        if (section.isData()) {
            // From 1.10 on all data is the add-on's; an SDK's own is for its tests.
            return rules.packsDataAlways() ? !owner.ofSdk() : graph.wantsData(owner);
        }
        return (arguments.bundlesSdk() || !owner.ofSdk()) && graph.has(owner, section.path(path));
    }
}

package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Json;

/** The options of one run, as an SDK of a version takes them (reference, section 8.5). */
final class CfxArguments {

    private final SdkRules rules;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> harnessOptions = new TreeMap<>();
    private List<String> extraPackages;
    private ObjectNode staticArgs = JsonNodeFactory.instance.objectNode();
    private String updateUrl = "";
    private boolean stripsXpi;
    private boolean bundlesSdk;
    private boolean forcesBundledSdk;
    private boolean forcesMobile;

    private CfxArguments(SdkRules rules) {
        this.rules = rules;
        this.extraPackages = List.of(rules.single() ? "addon-sdk" : "addon-kit");
        this.stripsXpi = rules.stripsByDefault();
        this.bundlesSdk = !rules.unbundled();
    }

    /**
     * Reads options that were let through.
     *
     * @throws io.packhouse.contracts.FailureException
     *             for one that this SDK does not have, or with a value that it refuses
     */
    static CfxArguments parse(List<String> options, SdkRules rules) {
        var arguments = new CfxArguments(rules);
        boolean keepsAll = false;
        for (String option : options) {
            keepsAll |= option.equals("--no-strip-xpi");
            arguments.take(option);
        }
        if (keepsAll) {
            arguments.stripsXpi = false;
            arguments.bundlesSdk = true;
        }
        if (arguments.forcesBundledSdk && !arguments.bundlesSdk) {
            throw CfxRefusal.of("--force-use-bundled-sdk can't be used if sdk isn't bundled.");
        }
        return arguments;
    }

    private void take(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        switch (name) {
            case "--update-url" -> updateUrl = value;
            case "--update-link" -> takeUpdateLink(value);
            case "--extra-packages" -> extraPackages = List.of(value.split(",", -1));
            case "--harness-option" -> takeHarnessOption(value);
            case "--static-args" -> staticArgs = object(value);
            case "--strip-xpi" -> takeStrip();
            case "--no-strip-xpi" -> need(rules.stripsByDefault(), name);
            case "--strip-sdk" -> {
                need(rules.hasSdkOptions(), name);
                bundlesSdk = false;
            }
            case "--force-use-bundled-sdk" -> {
                need(rules.hasSdkOptions(), name);
                forcesBundledSdk = true;
            }
            case "--force-mobile" -> {
                need(rules.hasForceMobile(), name);
                forcesMobile = true;
            }
            default -> throw noSuchOption(name);
        }
    }

    private void takeUpdateLink(String link) {
        if (rules.wantsHttpsUpdateLink() && !link.startsWith("https")) {
            throw CfxRefusal.of("--update-link must start with 'https': " + CfxRefusal.shown(link));
        }
        warnings.add("The update.rdf that --update-link asks for is not kept; only the XPI is.");
    }

    private void takeHarnessOption(String value) {
        need(rules.hasHarnessOption(), "--harness-option");
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw CfxRefusal.of("--harness-option takes KEY=VALUE, not " + CfxRefusal.shown(value));
        }
        harnessOptions.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private void takeStrip() {
        need(rules.hasStripOption(), "--strip-xpi");
        if (rules.stripsByDefault()) {
            warnings.add("--strip-xpi does nothing in SDK " + rules.version() + ": unused modules are left out anyhow.");
        }
        stripsXpi = true;
    }

    private static ObjectNode object(String json) {
        try {
            JsonNode node = Json.mapper().readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw CfxRefusal.of("--static-args is not JSON, or nested more than " + Json.DEPTH_LIMIT + " levels deep: "
                    + CfxRefusal.shown(json));
        }
        throw CfxRefusal.of("--static-args takes a JSON object, not " + CfxRefusal.shown(json));
    }

    private void need(boolean exists, String option) {
        if (!exists) {
            throw noSuchOption(option);
        }
    }

    private RuntimeException noSuchOption(String option) {
        return CfxRefusal.of("no such option: " + CfxRefusal.shown(option) + " (in SDK " + rules.version() + ")");
    }

    /** Packages that are packed whether or not something requires them. */
    List<String> extraPackages() {
        return extraPackages;
    }

    /** Keys and values to add to the harness options, sorted. */
    Map<String, String> harnessOptions() {
        return harnessOptions;
    }

    ObjectNode staticArgs() {
        return staticArgs;
    }

    /** {@code em:updateURL}; empty for none. */
    String updateUrl() {
        return updateUrl;
    }

    /** Whether modules that nothing requires are left out. */
    boolean stripsXpi() {
        return stripsXpi;
    }

    /** Whether the SDK's own modules are packed. */
    boolean bundlesSdk() {
        return bundlesSdk;
    }

    boolean forcesBundledSdk() {
        return forcesBundledSdk;
    }

    boolean forcesMobile() {
        return forcesMobile;
    }

    List<String> warnings() {
        return warnings;
    }
}

package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Json;
import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;

/** Add-ons' sources for tests. */
public final class TestAddons {

    private TestAddons() {
    }

    /** An add-on with something of everything: a sub-module, a dependency, data, tests, preferences, locales, chrome, icons. */
    public static Addon greeter() {
        return new Addon(greeterPackage(), List.of(menuItems()));
    }

    static AddonPackage greeterPackage() {
        return aPackage(
                """
                        {"name": "greeter", "id": "jid1-AbCdEf@jetpack", "fullName": "Greeter", "title": "The Greeter", "version": "2.3",
                         "description": "Says hello & more", "author": "Ada Example", "license": "MPL 2.0",
                         "homepage": "https://greeter.example.org/", "url": "https://old.example.org/",
                         "contributors": ["Bob", "Cy"], "translators": ["Dee"], "keywords": ["hello"],
                         "permissions": {"private-browsing": true}, "preferences-branch": "greeting",
                         "dependencies": ["addon-kit", "api-utils", "menuitems"],
                         "preferences": [
                           {"name": "loud", "title": "Loud", "type": "bool", "value": true},
                           {"name": "count", "title": "Count", "type": "integer", "value": 3},
                           {"name": "who", "title": "Who", "type": "string", "value": "the \\"world\\"", "description": "Whom to greet"},
                           {"name": "ratio", "title": "Ratio", "type": "string", "value": 0.5}]}
                        """,
                "lib/main.js", """
                        // require("commented-out")
                        const helper = require("./sub/helper");
                        const self = require("self");
                        const tabs = require("tabs"), items = require("menuitems/items");
                        tabs.open(self.data.url("page.html"));
                        """, "lib/sub/helper.js", "exports.help = require('../other').other;\n", "lib/other.js",
                "exports.other = 1;\n", "lib/unused.js", "exports.never = 1;\n", "data/page.html", "<p>hello</p>\n",
                "data/img/logo.png", "png", "data/.hidden", "hidden", "tests/test-main.js", "require('main');\n",
                "locale/fr.properties",
                "hello = bonjour é\nitems = articles\nitems[one] = article\n", "locale/en-US.properties", "hello= hello\n",
                "icon.png", "icon", "icon64.png", "icon64", "chrome.manifest", "content x chrome/content/\n",
                "chrome/content/x.xul", "<x/>", "README.md", "# Greeter\n");
    }

    private static AddonPackage menuItems() {
        return aPackage("""
                {"name": "menuitems", "version": "0.1", "author": "Eve", "dependencies": ["api-utils"]}
                """, "lib/items.js", "exports.items = [];\n", "lib/unused.js", "", "data/m.txt", "m\n");
    }

    /** A package of texts: names and contents take turns. */
    public static AddonPackage aPackage(String json, String... files) {
        SortedMap<String, Content> contents = new TreeMap<>();
        for (int i = 0; i < files.length; i += 2) {
            contents.put(files[i], files[i].endsWith("/")
                    ? Content.empty()
                    : Content.of(files[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return new AddonPackage((ObjectNode) Json.mapper().readTree(json), contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of an entry. */
    public static String text(BuiltXpi built, String name) {
        try {
            return new String(entry(built, name).content().bytes(1 << 20), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry that is there. */
    public static NewEntry entry(BuiltXpi built, String name) {
        return built.entries().stream().filter(entry -> entry.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no entry " + name + " in " + names(built)));
    }

    /** The names of all entries, in order. */
    public static List<String> names(BuiltXpi built) {
        return built.entries().stream().map(NewEntry::name).toList();
    }

    /** An entry that is JSON. */
    public static JsonNode json(BuiltXpi built, String name) {
        try {
            return Json.mapper().readTree(text(built, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.packhouse.repackager.sdk;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

import io.packhouse.repackager.addon.Addon;

import static org.assertj.core.api.Assertions.assertThat;

class PreferencesTest {

    @TempDir
    private Path root;

    private BuiltXpi build(String version, String preferences) throws Exception {
        Addon addon = new Addon(
                TestAddons.aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"preferences\": " + preferences + "}",
                        "lib/main.js", ""),
                List.of());
        return CfxBuild.run(addon, TestSdks.sdk(root, version), List.of());
    }

    private static Element xul(BuiltXpi built) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(TestAddons.text(built, "options.xul").getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void everyKindOfSetting() throws Exception {
        Element vbox = xul(build("1.14",
                """
                        [{"name": "b", "title": "B", "type": "bool"},
                         {"name": "i", "title": "I", "type": "boolint", "on": 1, "off": 2},
                         {"name": "c", "title": "C", "type": "control", "label": "Press"},
                         {"name": "m", "title": "M", "type": "menulist", "options": [{"value": "1", "label": "one"}, {"value": "2", "label": "two"}]},
                         {"name": "r", "title": "R", "type": "radio", "description": "d", "options": [{"value": "1", "label": "<one>"}]}]
                        """));

        assertThat(vbox.getNamespaceURI()).isEqualTo("http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul");
        assertThat(vbox.getElementsByTagName("setting").getLength()).isEqualTo(5);
        Element bool = (Element) vbox.getElementsByTagName("setting").item(0);
        assertThat(bool.getAttribute("pref-name")).isEqualTo("b");
        assertThat(bool.getAttribute("data-jetpack-id")).isEqualTo("a@b");
        assertThat(bool.getAttribute("pref")).isEqualTo("extensions.a@b.b");
        assertThat(((Element) vbox.getElementsByTagName("setting").item(1)).getAttribute("off")).isEqualTo("2");
        assertThat(((Element) vbox.getElementsByTagName("button").item(0)).getAttribute("oncommand"))
                .isEqualTo("Services.obs.notifyObservers(null, 'a@b-cmdPressed', 'c');");
        assertThat(vbox.getElementsByTagName("menuitem").getLength()).isEqualTo(2);
        assertThat(((Element) vbox.getElementsByTagName("radio").item(0)).getAttribute("label")).isEqualTo("<one>");
    }

    @Test
    void namesDoNotGetOutOfTheirQuotes() throws Exception {
        BuiltXpi built = build("1.14", """
                [{"name": "c'); evil(); ('", "title": "\\u0001 <b>", "type": "control", "label": "x"},
                 {"name": "x\\"); evil(\\"", "title": "T", "type": "string", "value": "a\\"b\\\\c\\nd\\u2028e"}]
                """);

        assertThat(((Element) xul(built).getElementsByTagName("button").item(0)).getAttribute("oncommand"))
                .isEqualTo("Services.obs.notifyObservers(null, 'a@b-cmdPressed', 'c\\u0027); evil(); (\\u0027');");
        assertThat(TestAddons.text(built, "defaults/preferences/prefs.js"))
                .isEqualTo("pref(\"extensions.a@b.x\\\"); evil(\\\"\", \"a\\\"b\\\\c\\nd\\u2028e\");\n");
    }

    @Test
    void withoutPreferencesTheScriptIsEmpty() throws Exception {
        BuiltXpi built = build("1.14", "[]");

        assertThat(TestAddons.text(built, "defaults/preferences/prefs.js")).isEmpty();
        assertThat(TestAddons.names(built)).doesNotContain("options.xul");
    }

    @Test
    void onlyValuesThatTheBrowserKnows() throws Exception {
        BuiltXpi built = build("1.14", """
                [{"name": "a", "title": "A", "type": "integer", "value": -7},
                 {"name": "b", "title": "B", "type": "string", "value": 0.5},
                 {"name": "c", "title": "C", "type": "string", "value": null},
                 {"name": "d", "title": "D", "type": "string", "value": ["x"]},
                 {"name": "e", "title": "E", "type": "bool", "value": false},
                 {"name": "f", "title": "F", "type": "string"}]
                """);

        assertThat(TestAddons.text(built, "defaults/preferences/prefs.js")).isEqualTo("""
                pref("extensions.a@b.a", -7);
                pref("extensions.a@b.e", false);
                """);
    }
}

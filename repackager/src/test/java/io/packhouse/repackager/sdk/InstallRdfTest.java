package io.packhouse.repackager.sdk;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import io.packhouse.repackager.addon.Addon;

import static org.assertj.core.api.Assertions.assertThat;

class InstallRdfTest {

    private static final String EM = "http://www.mozilla.org/2004/em-rdf#";

    @TempDir
    private Path root;

    private Element description(String version, String json) throws Exception {
        Addon addon = new Addon(TestAddons.aPackage(json, "lib/main.js", ""), List.of());
        return description(CfxBuild.run(addon, TestSdks.sdk(root, version), List.of()));
    }

    private static Element description(BuiltXpi built) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(TestAddons.text(built, "install.rdf").getBytes(StandardCharsets.UTF_8)));
        Element description = (Element) document.getDocumentElement().getElementsByTagName("Description").item(0);
        assertThat(description.getAttribute("about")).isEqualTo("urn:mozilla:install-manifest");
        return description;
    }

    private static List<String> values(Element description, String name) {
        List<String> values = new ArrayList<>();
        for (Node node = description.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())
                    && EM.equals(element.getNamespaceURI())) {
                values.add(element.getTextContent());
            }
        }
        return values;
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#VERSIONS")
    void elementsOfEveryVersion(String version) throws Exception {
        SdkVersion parsed = SdkVersion.of(version);

        Element rdf = description(CfxBuild.run(TestAddons.greeter(), TestSdks.sdk(root, version), List.of()));

        assertThat(values(rdf, "id")).containsExactly("jid1-AbCdEf@jetpack");
        assertThat(values(rdf, "version")).containsExactly("2.3");
        assertThat(values(rdf, "type")).containsExactly("2");
        assertThat(values(rdf, "bootstrap")).containsExactly("true");
        assertThat(values(rdf, "unpack")).containsExactly(parsed.fromLine(1, 5) ? "false" : "true");
        assertThat(values(rdf, "name")).containsExactly(version.equals("1.17") ? "The Greeter" : "Greeter");
        assertThat(values(rdf, "description")).containsExactly("Says hello & more");
        assertThat(values(rdf, "creator")).containsExactly("Ada Example");
        assertThat(values(rdf, "homepageURL")).containsExactly("https://greeter.example.org/");
        assertThat(values(rdf, "updateURL")).isEmpty();
        assertThat(values(rdf, "optionsType")).isEqualTo(parsed.fromLine(1, 4) ? List.of("2") : List.of());
        assertThat(values(rdf, "contributor")).isEqualTo(parsed.fromLine(1, 6) ? List.of("Bob", "Cy") : List.of());
        assertThat(values(rdf, "translator")).isEqualTo(parsed.fromLine(1, 13) ? List.of("Dee") : List.of());
        Element range = (Element) rdf.getElementsByTagNameNS(EM, "targetApplication").item(0);
        assertThat(range.getTextContent().split("\\s+")).containsSequence("{ec8030f7-c20a-464f-9b0e-13a3a9e97384}",
                TestSdks.firefox(version).getFirst(), TestSdks.firefox(version).getLast());
    }

    @Test
    void defaultsOfAnAddonThatSaysLittle() throws Exception {
        Element rdf = description("1.14", "{\"name\": \"small\", \"id\": \"a@b\"}");

        assertThat(values(rdf, "version")).containsExactly("1.0");
        assertThat(values(rdf, "name")).containsExactly("small");
        assertThat(values(rdf, "description")).containsExactly("");
        assertThat(values(rdf, "creator")).containsExactly("");
        assertThat(values(rdf, "homepageURL")).isEmpty();
        assertThat(values(rdf, "optionsType")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.4.3, false, false", "1.4.3, true, true", "1.5, true, true", "1.14, '\"yes\"', true", "1.14, 0, false"})
    void unpackAsPackageJsonSays(String version, String given, String unpack) throws Exception {
        assertThat(
                values(description(version, "{\"name\": \"small\", \"id\": \"a@b\", \"unpack\": " + given + "}"), "unpack"))
                .containsExactly(unpack);
    }

    @Test
    void foreignTextStaysText() throws Exception {
        Element rdf = description("1.14",
                """
                        {"name": "small", "id": "a@b", "fullName": "</em:name><em:type>4</em:type> &lt; ]]>", "author": "\\u0000\\ud800 \\ud83d\\ude00",
                         "contributors": ["<x/>"]}
                        """);

        assertThat(values(rdf, "name")).containsExactly("</em:name><em:type>4</em:type> &lt; ]]>");
        assertThat(values(rdf, "type")).containsExactly("2");
        assertThat(values(rdf, "creator")).containsExactly("\ufffd\ufffd \ud83d\ude00");
        assertThat(values(rdf, "contributor")).containsExactly("<x/>");
    }
}

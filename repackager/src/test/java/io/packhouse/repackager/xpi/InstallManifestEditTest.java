package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstallManifestEditTest {

    private static String set(String rdf, Map<String, String> wanted) throws IOException {
        return new String(InstallManifestEdit.set(rdf.getBytes(StandardCharsets.UTF_8), wanted), StandardCharsets.UTF_8);
    }

    @Test
    void changesWhatIsWantedAndNothingElse() throws IOException {
        String rdf = TestXpi.rdf("1.0", "<!-- kept --><em:homepageURL resource=\"https://old.example/\"/>\n"
                + "    <em:localized><Description><em:locale>fr</em:locale><em:name>Salueur</em:name></Description></em:localized>");
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("version", "1.0.1");
        wanted.put("name", "A < B & \"C\" é");
        wanted.put("homepageURL", "https://new.example/");

        assertThat(set(rdf, wanted)).isEqualTo(rdf.replace("<em:version>1.0<", "<em:version>1.0.1<")
                .replace("<em:name>Greeter<", "<em:name>A &lt; B &amp; \"C\" é<").replace(
                        "<em:homepageURL resource=\"https://old.example/\"/>",
                        "<em:homepageURL>https://new.example/</em:homepageURL>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            """
                    <RDF:RDF xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://www.mozilla.org/2004/em-rdf#">
                    <RDF:Description RDF:about="urn:mozilla:install-manifest"><id>a@b</id><version>1</version></RDF:Description></RDF:RDF>""",
            """
                    <RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://www.mozilla.org/2004/em-rdf#">
                    <Description x:id="a@b" x:version="1" about="urn:mozilla:install-manifest"/></RDF>""",
            """
                    <RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                    <Description about="urn:mozilla:install-manifest">
                      <id xmlns="http://www.mozilla.org/2004/em-rdf#">a@b</id>
                    </Description></RDF>"""})
    void changesAndAddsInEveryWayOfWriting(String rdf) throws IOException {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("version", "2");
        wanted.put("creator", "Ada");

        byte[] edited = InstallManifestEdit.set(rdf.getBytes(StandardCharsets.UTF_8), wanted);
        InstallManifest manifest = InstallManifest.read(edited);

        assertThat(manifest.id()).isEqualTo("a@b");
        assertThat(manifest.texts("version")).containsExactly("2");
        assertThat(manifest.texts("creator")).containsExactly("Ada");
        assertThat(InstallManifestEdit.set(edited, wanted)).isEqualTo(edited);
    }
}

package io.packhouse.repackager.xpi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.archive.Content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstallManifestTest {

    private static InstallManifest read(String xml) {
        return InstallManifest.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatAnSdkWrites() {
        InstallManifest manifest = read(TestXpi.rdf("2.3",
                """
                        <em:contributor>Bo</em:contributor><em:contributor> Cy </em:contributor><em:contributor/>
                        <em:optionsURL resource="data:text/xml,&lt;placeholder/&gt;"/>
                        <em:localized><Description><em:locale>fr</em:locale><em:name>Salueur</em:name></Description></em:localized>"""));

        assertThat(manifest.id()).isEqualTo(TestXpi.ID);
        assertThat(manifest.version()).isEqualTo("2.3");
        assertThat(manifest.name()).isEqualTo("Greeter");
        assertThat(manifest.isTrue("bootstrap")).isTrue();
        assertThat(manifest.isTrue("unpack")).isFalse();
        assertThat(manifest.texts("contributor")).containsExactly("Bo", "Cy");
        assertThat(manifest.text("optionsURL")).contains("data:text/xml,<placeholder/>");
        assertThat(manifest.text("homepageURL")).isEmpty();
        assertThat(manifest.applications()).containsExactly("{ec8030f7-c20a-464f-9b0e-13a3a9e97384}");
    }

    @Test
    void prefixesMayBeSwappedAndPropertiesBeAttributes() {
        InstallManifest manifest = read("""
                <?xml version="1.0"?>
                <RDF:RDF xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://www.mozilla.org/2004/em-rdf#"
                         xmlns:NC="http://home.netscape.com/NC-rdf#" xmlns:other="http://www.mozilla.org/2004/em-rdf#">
                  <RDF:Description RDF:about="rdf:#$firefox" other:id="{firefox}"/>
                  <RDF:Description RDF:about="urn:mozilla:install-manifest" other:id="a@b" other:version="1.0"
                                   NC:version="9" NC:id="no">
                    <name><![CDATA[A & B]]><!-- a comment --> more</name>
                    <targetApplication RDF:resource="rdf:#$firefox"/>
                    <targetApplication RDF:parseType="Resource"><id>{fennec}</id></targetApplication>
                  </RDF:Description>
                </RDF:RDF>
                """);

        assertThat(manifest.id()).isEqualTo("a@b");
        assertThat(manifest.version()).isEqualTo("1.0");
        assertThat(manifest.name()).isEqualTo("A & B more");
        assertThat(manifest.applications()).isEqualTo(List.of("{firefox}", "{fennec}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "ISO-8859-1", "UTF-8"})
    void theDeclaredEncodingCounts(String encoding) {
        String xml = TestXpi.rdf("1", "").replace("utf-8", encoding).replace("Greeter", "Grüßer");

        assertThat(InstallManifest.read(xml.getBytes(Charset.forName(encoding))).name()).isEqualTo("Grüßer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not XML", "<a/>", "<RDF/>", "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
            "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Description about='urn:other'/></RDF>",
            "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Description about='urn:mozilla:install-manifest'/></RDF>",
            "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><em:id>1</em:id></RDF>",
            "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>&lol;</RDF>",
            "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Description>"})
    void whatIsNoManifestIsRefusedWithASentence(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(FailureException.class).hasMessageStartingWith("install.rdf ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE RDF>", "<!DOCTYPE RDF SYSTEM 'file:///etc/passwd'>",
            "<!DOCTYPE RDF [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE lolz [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>",
            "<!DOCTYPE RDF [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x.dtd'> %x;]>"})
    void noDoctypeIsRead(String doctype) {
        String xml = TestXpi.rdf("1", "").replace("<RDF ", doctype + "<RDF ").replace("Greeter", "&c;");

        assertThatThrownBy(() -> read(xml)).isInstanceOf(FailureException.class).hasMessageContaining("DOCTYPE");
    }

    @Test
    void depthElementsAndSizeAreLimited() {
        String deep = TestXpi.rdf("1", "<em:a><Description>".repeat(10_000));
        String many = TestXpi.rdf("1", "<em:a/>".repeat(30_000));
        byte[] large = new byte[RdfReader.SIZE_LIMIT + 1];

        for (String xml : List.of(deep, many)) {
            assertThatThrownBy(() -> read(xml)).isInstanceOfSatisfying(FailureException.class,
                    e -> assertThat(e.failure().code()).isEqualTo(Failure.Code.TOO_LARGE));
        }
        assertThatThrownBy(() -> InstallManifest.read(Content.of(large))).isInstanceOf(FailureException.class)
                .hasMessageContaining("bytes");
    }
}

package io.packhouse.deploy.packageserver;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AmpsConfigTest {

    private static final String HEADER = """
            %YAML 1.1
            ---
            formatType: 'amps-configuration'
            formatVersion: 1
            ---
            """;

    @TempDir
    Path directory;

    @Test
    void withoutAFileTheDefaultsHold() throws Exception {
        assertThat(AmpsConfig.read(directory)).isEqualTo(
                new ServerSettings("localhost:8020", "PROJECT", "", "", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "~", "# nothing\n"})
    void anEmptySecondDocumentIsFine(String settings) throws Exception {
        assertThat(read(HEADER + settings)).isEqualTo(ServerSettings.DEFAULT);
    }

    @Test
    void everyFieldIsRead() throws Exception {
        assertThat(read(HEADER + """
                listenAddress: any:80
                projectId: 1.10
                storeSignCertificate: 's.p12'
                storeSignPassword: "p\\u00e4ss"
                developerVerificationCaCertificates: [a.crt, 'b.crt']
                """))
                .isEqualTo(new ServerSettings("any:80", "1.10", "s.p12", "päss", List.of("a.crt", "b.crt")));
    }

    @Test
    void oneCaNeedsNoList() throws Exception {
        assertThat(read(HEADER + "developerVerificationCaCertificates: a.crt").developerCas()).containsExactly("a.crt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"projectID: x|projectID", "projectId: ''|projectId",
            "listenAddress: ''|listenAddress",
            "projectId: [a]|projectId", "storeSignPassword: {a: b}|storeSignPassword",
            "developerVerificationCaCertificates: {a: b}|developerVerificationCaCertificates",
            "developerVerificationCaCertificates: [[a]]|developerVerificationCaCertificates", "[]|map", "hello|map",
            "projectId: a, projectId: b|line", "projectId: &a x|"})
    void isReadStrictly(String settings, String named) throws Exception {
        if (named == null) {
            assertThat(read(HEADER + settings).projectId()).as("an anchor alone is harmless").isEqualTo("x");
            return;
        }
        assertThatExceptionOfType(ServerException.class).isThrownBy(() -> read(HEADER + settings.replace(", p", "\np")))
                .withMessageStartingWith("Failed to parse config file amps-config.yaml: ").withMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---\nprojectId: x\n", "formatType: amps-configuration\nformatVersion: 1\n",
            "formatType: amps-configuration\nformatVersion: 2\n---\n{}\n",
            "formatType: am-package\nformatVersion: 1\n---\n{}\n"})
    void needsItsHeaderAndTwoDocuments(String content) {
        assertThatExceptionOfType(ServerException.class).isThrownBy(() -> read(content))
                .withMessageStartingWith("Failed to parse config file amps-config.yaml: ");
    }

    @Test
    void whatDiffersIsWrittenInAlphabeticalOrder() {
        assertThat(written(new ServerSettings("any:8020", "PROJECT", "store.p12", "it's", List.of("ca.crt"))))
                .isEqualTo(HEADER + """
                        developerVerificationCaCertificates:
                        - 'ca.crt'
                        listenAddress: 'any:8020'
                        storeSignCertificate: 'store.p12'
                        storeSignPassword: 'it''s'
                        """);
    }

    @Test
    void nothingIsWrittenAsAnEmptyMap() {
        assertThat(written(ServerSettings.DEFAULT))
                .isEqualTo(HEADER.strip() + " {}\n");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var settings = new ServerSettings("[::1]:9", "ünï: - 'x'", "a b.p12", "#~ \"%\\", List.of("1.crt", "yes", "a: b"));

        AmpsConfig.write(directory, settings);

        assertThat(AmpsConfig.read(directory)).isEqualTo(settings);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(AmpsConfig.FILE))))
                .as("it holds a password").isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining("glob:**amps-config.yaml").isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void noTextOfTheSettingsHasThePassword() {
        assertThat(new ServerSettings("any", "P", "s.p12", "secret", List.of()).toString()).doesNotContain("secret");
    }

    private ServerSettings read(String content) throws Exception {
        Files.writeString(directory.resolve(AmpsConfig.FILE), content);
        return AmpsConfig.read(directory);
    }

    private static String written(ServerSettings settings) {
        return new String(AmpsConfig.content(settings), StandardCharsets.UTF_8);
    }
}

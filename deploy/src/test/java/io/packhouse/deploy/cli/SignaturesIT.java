package io.packhouse.deploy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** What a house signs besides packages, as those have it who check it: a rebuilt add-on and an installer, by OpenSSL alone. */
@Timeout(300)
class SignaturesIT {

    private static final String KEYS = """
            openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=root" -keyout root.key -out root.pem
            openssl req -newkey rsa:2048 -nodes -subj "/CN=addons" -keyout addons.key -out addons.csr
            printf 'basicConstraints=critical,CA:TRUE,pathlen:0\\nkeyUsage=keyCertSign,digitalSignature\\n' > ca.ext
            openssl x509 -req -in addons.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -extfile ca.ext -out addons.pem
            openssl pkcs12 -export -inkey addons.key -in addons.pem -passout pass:s3cret -out addons.p12
            openssl ecparam -name prime256v1 -genkey -noout -out files.key
            openssl req -new -key files.key -subj "/CN=files" -out files.csr
            openssl x509 -req -in files.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -out files.pem
            openssl pkcs12 -export -inkey files.key -in files.pem -passout pass:s3cret -out files.p12
            printf s3cret > password
            """;

    private static final String ADDON = """
            printf '{"manifest_version": 2, "name": "Hello", "version": "1.2",
              "browser_specific_settings": {"gecko": {"id": "hello@example.org"}}}' > manifest.json
            echo 'console.log(1);' > background.js
            zip -q hello.xpi manifest.json background.js
            curl -fsS -H 'Prefer: wait=60' -F 'request={"upload": "hello", "version": "1.3"};type=application/json' \\
              -F hello=@hello.xpi $house/api/v1/addons > job.json
            job=$(grep -o '"id":"[a-z0-9]*"' job.json | head -n 1 | cut -d'"' -f4)
            name=$(curl -fsS $house/api/v1/jobs/$job | grep -o '"name":"[^"]*[.]xpi"' | head -n 1 | cut -d'"' -f4)
            curl -fsS -o signed.xpi "$house/api/v1/jobs/$job/artifacts/$name"
            unzip -q -o signed.xpi -d signed
            openssl cms -verify -binary -inform DER -in signed/META-INF/mozilla.rsa -content signed/META-INF/mozilla.sf \\
              -CAfile root.pem -purpose any -out verified
            openssl pkcs7 -inform DER -in signed/META-INF/mozilla.rsa -print_certs | grep subject
            cat signed/manifest.json
            test -s signed/META-INF/cose.sig
            """;

    private static final String INSTALLER = """
            curl -fsS -H 'Prefer: wait=60' -H 'Content-Type: application/json' $house/api/v1/installers \\
              -d '{"vessels": [{"percentage": 80, "owner": "mira"}], "users": {"mira": {"public_key": "17 3233"}}}' > job.json
            job=$(grep -o '"id":"[a-z0-9]*"' job.json | head -n 1 | cut -d'"' -f4)
            at=$house/api/v1/jobs/$job/artifacts/seattle_linux.tgz
            curl -fsS -o seattle_linux.tgz $at
            curl -fsS -o first.sig $at.sig
            curl -fsS -o second.sig $house/custom_install/static/installers/$job/seattle_linux.tgz.sig
            cmp first.sig second.sig
            openssl cms -verify -binary -inform DER -in first.sig -content seattle_linux.tgz -CAfile root.pem -purpose any \\
              -out verified
            printf x >> seattle_linux.tgz
            ! openssl cms -verify -binary -inform DER -in first.sig -content seattle_linux.tgz -CAfile root.pem -purpose any \\
              -out verified
            """;

    @TempDir
    Path directory;

    @Test
    void openSslAcceptsRebuiltAddonsAndInstallers() {
        run("", KEYS);
        try (var house = RunningHouse.up(directory.resolve("data"), "--set", key("addons"), "--set",
                "signing.keys.addons.password-file=" + directory.resolve("password"), "--set",
                "signing.keys.addons.uses=xpi", "--set", key("files"), "--set",
                "signing.keys.files.password-file=" + directory.resolve("password"), "--set",
                "signing.keys.files.uses=artifact", "--set", "addons.signing-key=addons", "--set",
                "signing.artifact-key=files")) {
            assertThat(run(house.address(), ADDON)).contains("CMS Verification successful")
                    .containsPattern("subject=.*CN ?= ?hello@example.org").contains("\"version\": \"1.3\"");
            assertThat(run(house.address(), INSTALLER)).contains("CMS Verification successful")
                    .contains("CMS Verification failure");
        }
    }

    private String key(String name) {
        return "signing.keys." + name + ".file=" + directory.resolve(name + ".p12");
    }

    private String run(String house, String script) {
        try (var shell = ChildProcess.start(List.of("bash", "-euo", "pipefail", "-c", "house=" + house + "\n" + script),
                Map.of(), directory)) {
            assertThat(shell.awaitExit(Duration.ofMinutes(2))).as(shell.output()).isZero();
            return shell.output();
        }
    }
}

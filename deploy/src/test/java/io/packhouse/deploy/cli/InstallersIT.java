package io.packhouse.deploy.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Custom installers end to end: Python's XML-RPC client asks, and tools that are not ours unpack what it gets. */
@Timeout(300)
class InstallersIT {

    @TempDir
    Path directory;

    @Test
    void everyPlatformsInstallerCarriesTheVesselinfoByteForByte() {
        try (var house = RunningHouse.up(directory.resolve("data"), "--set",
                "installers.reserved-public-key=65537 1000000007")) {
            var output = house.python(directory,
                    """
                            import subprocess, urllib.request
                            assert house.api_version() == '2.0'
                            build = house.build_installers(
                                [{'percentage': 60, 'owner': 'alex', 'users': ['bob']}, {'percentage': 20, 'owner': 'carl'}],
                                {'alex': {'public_key': '12345 54321'}, 'bob': {'public_key': '3 33'}, 'carl': {'public_key': '7 77'}})
                            assert house.get_urls(build['build_id']) == build['installers']
                            for platform, url in sorted(build['installers'].items()):
                                for address in (url, url.rstrip('/')):
                                    answer = urllib.request.urlopen(address)
                                    name = answer.url.rsplit('/', 1)[1]
                                    open(name, 'wb').write(answer.read())
                                entry = 'seattle/seattle_repy/vesselinfo'
                                unpack = ['tar', 'xzOf', name, entry] if name.endswith('.tgz') else ['unzip', '-p', name, entry]
                                print(platform, name, subprocess.run(unpack, check=True, capture_output=True).stdout)
                            """);

            var vesselinfo = "b'Percent 60\\nOwner 12345 54321\\nUser 3 33\\nPercent 20\\nOwner 7 77\\nPercent 20\\n"
                    + "Owner 65537 1000000007'";
            assertThat(output.lines()).containsExactly("android seattle_android.zip " + vesselinfo,
                    "linux seattle_linux.tgz " + vesselinfo, "mac seattle_mac.tgz " + vesselinfo,
                    "windows seattle_win.zip " + vesselinfo);
        }
    }

    /** Rule 8: they are in the answer of the call and nowhere else. */
    @Test
    void madePrivateKeysRestNowhere() throws Exception {
        var data = directory.resolve("data");
        List<BigInteger> secrets = new ArrayList<>();
        String known;
        try (var house = RunningHouse.up(data)) {
            var output = house.python(directory, """
                    for _ in range(5):
                        build = house.build_installers([{'percentage': 80, 'owner': 'mira', 'users': ['noah']}])
                        for name in ('mira', 'noah'):
                            print(build['users'][name]['private_key'])
                    print(build['build_id'])
                    """);
            var lines = output.lines().toList();
            lines.subList(0, 10).forEach(key -> Arrays.stream(key.split(" ")).map(BigInteger::new).forEach(secrets::add));
            known = lines.getLast();
            house.process().terminate();
            house.process().awaitExit(java.time.Duration.ofSeconds(60));

            assertThat(secrets).hasSize(30);
            for (var secret : secrets) {
                assertThat(house.process().output()).doesNotContain(secret.toString(), secret.toString(16));
            }
        }
        var needles = new ArrayList<byte[]>();
        for (var secret : secrets) {
            needles.add(secret.toString().getBytes(StandardCharsets.US_ASCII));
            needles.add(secret.toString(16).getBytes(StandardCharsets.US_ASCII));
            needles.add(magnitude(secret));
        }
        assertThat(files(data, List.of(known.getBytes(StandardCharsets.US_ASCII)))).as("the search finds what is there")
                .isNotEmpty();
        assertThat(files(data, needles)).as("files with a part of a private key").isEmpty();
    }

    private static byte[] magnitude(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** The files below a directory that hold one of the needles; ISO-8859-1 gives every byte a character. */
    private static List<Path> files(Path directory, List<byte[]> needles) throws IOException {
        var texts = needles.stream().map(needle -> new String(needle, StandardCharsets.ISO_8859_1)).toList();
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (texts.stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}

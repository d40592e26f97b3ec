package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.packhouse.ampkg.SignedContent;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyFile;
import io.packhouse.testkit.ChildProcess;

/** Store signatures per second, against what OpenSSL does with a key of the same type. */
final class SignaturesBenchmark implements Benchmark {

    @Override
    public String name() {
        return "signatures";
    }

    private record KeyKind(String name, String openssl, List<String> keytool) {
    }

    private static final List<KeyKind> KINDS = List.of(
            new KeyKind("RSA-2048", "rsa2048", List.of("-keyalg", "RSA", "-keysize", "2048")),
            new KeyKind("ECDSA P-256", "ecdsap256", List.of("-keyalg", "EC", "-groupname", "secp256r1")));

    @Override
    public Section run(Ground ground) throws Exception {
        var lines = new ArrayList<Line>();
        Path directory = ground.directory("signatures");
        for (KeyKind kind : KINDS) {
            var key = KeyFile.open(SamplePackage.key(directory, kind.openssl(), kind.keytool().toArray(String[]::new)),
                    SamplePackage.PASSWORD).key();
            var ours = new Rounds();
            var theirs = new Rounds();
            byte[] digest = new byte[32];
            BuildsBenchmark.perSecond(ground, 1, () -> CmsSigner.detached(key, SignedContent.of(digest, "warm-up")));
            for (int i = 0; i < ground.rounds(); i++) {
                ours.add(BuildsBenchmark.perSecond(ground, 1,
                        () -> CmsSigner.detached(key, SignedContent.of(digest, "device-" + System.nanoTime()))));
                theirs.add(opensslPerSecond(directory, kind.openssl()));
            }
            lines.add(Line.of("store signatures per second, " + kind.name(), ours.text("%.0f", "/s"))
                    .against("openssl speed", theirs.text("%.0f", "/s"), ours.median() / theirs.median()));
        }
        return new Section("Signatures",
                """
                        Store signatures for new hardware ids, made by what `signing` makes them with: detached CMS with signed attributes \
                        over the Base64 of an HMAC, one thread; %d rounds, interleaved with `openssl speed -seconds 1`, which makes the \
                        bare signature of the same key type."""
                        .formatted(ground.rounds()),
                lines);
    }

    private static double opensslPerSecond(Path directory, String algorithm) throws IOException {
        try (var openssl = ChildProcess.start(List.of("openssl", "speed", "-seconds", "1", "-mr", algorithm), Map.of(),
                directory)) {
            openssl.awaitExit(java.time.Duration.ofMinutes(1));
            // +R1:count:bits:seconds for RSA, +R5:count:bits:seconds for ECDSA: private key operations.
            return openssl.output().lines().filter(line -> line.startsWith("+R1:") || line.startsWith("+R5:")).findFirst()
                    .map(line -> line.split(":")).map(parts -> Double.parseDouble(parts[1]) / Double.parseDouble(parts[3]))
                    .orElseThrow(() -> new IllegalStateException(openssl.output()));
        }
    }
}

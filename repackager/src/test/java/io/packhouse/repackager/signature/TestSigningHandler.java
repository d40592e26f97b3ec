package io.packhouse.repackager.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Signs as signing does, with signers that were made beforehand: PKCS#7 by openssl and the signer {@code addon-rsa}, COSE by a
 * few lines and {@code addon-ec}.
 */
final class TestSigningHandler implements JobHandler {

    final AtomicInteger made = new AtomicInteger();
    private final TestPki pki;
    private final ObjectStore objects;

    TestSigningHandler(TestPki pki, ObjectStore objects) {
        this.pki = pki;
        this.objects = objects;
    }

    @Override
    public String kind() {
        return Kind.SIGNATURE;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws Exception {
        MakeSignature wanted = command.bodyAs(MakeSignature.class);
        byte[] bytes = switch (wanted.name().kind()) {
            case XPI_PKCS7 -> pkcs7(wanted.content());
            case XPI_COSE -> cose(wanted.content());
            default -> throw new IllegalArgumentException(wanted.name().kind().wire());
        };
        var signature = new io.packhouse.contracts.signing.Signature(wanted.name(), Instant.now(), bytes);
        objects.createOnce(wanted.name().objectKey(), Json.write(signature), Durability.PROCESS);
        made.incrementAndGet();
        return new JobResult(signature, List.of(), null);
    }

    private byte[] pkcs7(byte[] content) throws IOException, InterruptedException {
        Path in = Files.write(pki.folder().resolve("content"), content);
        Path out = pki.folder().resolve("signature");
        pki.openssl("smime", "-sign", "-binary", "-md", "sha256", "-in", in.toString(), "-signer", "addon-rsa.pem", "-inkey",
                "addon-rsa.key", "-certfile", "middle.pem", "-outform", "DER", "-out", out.toString());
        return Files.readAllBytes(out);
    }

    /** {@code [{4: [intermediate]}, {}, null, [[{1: -7, 4: signer}, {}, r and s]]]} with tag 98. */
    private byte[] cose(byte[] payload) throws GeneralSecurityException {
        byte[] body = joined(new byte[]{(byte) 0xA1, 4, (byte) 0x81}, octets(pki.der("middle")));
        byte[] signer = joined(new byte[]{(byte) 0xA2, 1, 0x26, 4}, octets(pki.der("addon-ec")));
        Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
        ecdsa.initSign(pki.privateKey("addon-ec", "EC"));
        ecdsa.update(joined(new byte[]{(byte) 0x85, 0x69}, "Signature".getBytes(US_ASCII), octets(body), octets(signer),
                octets(new byte[0]), octets(payload)));
        return joined(new byte[]{(byte) 0xD8, 98, (byte) 0x84}, octets(body),
                new byte[]{(byte) 0xA0, (byte) 0xF6, (byte) 0x81,
                        (byte) 0x83},
                octets(signer), new byte[]{(byte) 0xA0}, octets(ecdsa.sign()));
    }

    static byte[] octets(byte[] bytes) {
        int size = bytes.length;
        byte[] head = size < 24
                ? new byte[]{(byte) (0x40 | size)}
                : size < 256
                        ? new byte[]{0x58, (byte) size}
                        : size < 65536
                                ? new byte[]{0x59, (byte) (size >> 8), (byte) size}
                                : new byte[]{0x5A, (byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8),
                                        (byte) size};
        return joined(head, bytes);
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

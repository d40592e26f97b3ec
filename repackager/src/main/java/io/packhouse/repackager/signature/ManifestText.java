package io.packhouse.repackager.signature;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.signing.MakeSignature;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The texts under a signature: {@code manifest.mf} and {@code cose.manifest}, which list files, and {@code mozilla.sf}, which
 * names the former. Lines end with a line feed and have at most 72 bytes; longer ones go on after a line feed and a blank. A
 * character is never cut in two.
 */
final class ManifestText {

    private static final int LINE = 72;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ManifestText() {
    }

    /**
     * A list of files.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} when it has more bytes than verifiers read
     */
    static byte[] manifest(List<EntryDigest> files) {
        var text = new ManifestText();
        text.line("Manifest-Version: 1.0");
        text.line("");
        for (EntryDigest file : files) {
            text.line("Name: " + checked(file.name()));
            text.line("Digest-Algorithms: SHA1 SHA256");
            text.line("SHA1-Digest: " + base64(file.sha1()));
            text.line("SHA256-Digest: " + base64(file.sha256()));
            text.line("");
        }
        if (text.out.size() > MakeSignature.CONTENT_LIMIT) {
            throw new Failure(Failure.Code.TOO_LARGE, "the add-on has too many files to be signed: their list has "
                    + text.out.size() + " bytes, verifiers read " + MakeSignature.CONTENT_LIMIT).exception();
        }
        return text.out.toByteArray();
    }

    /** {@code mozilla.sf}, over a {@code manifest.mf}. */
    static byte[] signatureFile(EntryDigest manifest) {
        var text = new ManifestText();
        text.line("Signature-Version: 1.0");
        text.line("SHA1-Digest-Manifest: " + base64(manifest.sha1()));
        text.line("SHA256-Digest-Manifest: " + base64(manifest.sha256()));
        text.line("");
        return text.out.toByteArray();
    }

    /** Archives are checked for such names when they are opened; one that got here would forge a line. */
    private static String checked(String name) {
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a file with control characters in its name cannot be signed");
        }
        return name;
    }

    private static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    private void line(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int start = 0;
        int room = LINE;
        while (bytes.length - start > room) {
            int end = start + room;
            while (continues(bytes[end])) {
                end--;
            }
            out.write(bytes, start, end - start);
            out.writeBytes(new byte[]{'\n', ' '});
            start = end;
            room = LINE - 1;
        }
        out.write(bytes, start, bytes.length - start);
        out.write('\n');
    }

    /** Whether a byte of UTF-8 is not the first of its character. */
    private static boolean continues(byte unit) {
        return (unit & 0xC0) == 0x80;
    }
}

package io.packhouse.repackager.signature;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.RegistryEntry;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.xpi.XpiSigner;

/**
 * Signs XPIs with one configured key. The files of the signature are the last entries, in the order in which each is made over
 * those before it. The same add-on gets the same bytes for as long as the key keeps its certificate, because each signature is
 * made once.
 */
public final class AddonSigning implements XpiSigner {

    private static final String COSE_MANIFEST = "META-INF/cose.manifest";
    private static final String COSE_SIGNATURE = "META-INF/cose.sig";
    private static final String MANIFEST = "META-INF/manifest.mf";
    private static final String SIGNATURE_FILE = "META-INF/mozilla.sf";
    private static final String SIGNATURE = "META-INF/mozilla.rsa";

    private final String key;
    private final Duration limit;
    private final RegistryEntry<SigningKeys> keys;
    private final WantedSignatures signatures;

    /**
     * @param key
     *            the name of the key in signing
     * @param limit
     *            how long an add-on's signatures are waited for, well below the time limit of an attempt: who gives up in time is
     *            tried again
     */
    public AddonSigning(String key, Duration limit, RegistryEntry<SigningKeys> keys, LogWriter writer, ObjectStore objects) {
        this.key = key;
        this.limit = limit;
        this.keys = keys;
        this.signatures = new WantedSignatures(writer, objects);
    }

    @Override
    public List<NewEntry> sign(Command command, String id, List<NewEntry> entries) throws IOException, InterruptedException {
        if (id.isEmpty()) {
            throw new Failure(Failure.Code.INVALID_REQUEST,
                    "the add-on cannot be signed without an id, which the certificate "
                            + "names; a WebExtension has it in browser_specific_settings.gecko.id")
                    .exception();
        }
        var patience = new Patience(limit);
        CurrentKey by = current(patience);
        List<EntryDigest> files = EntryDigest.of(entries);
        var signed = new ArrayList<>(entries);
        if (by.cose()) {
            byte[] manifest = ManifestText.manifest(files);
            add(COSE_MANIFEST, manifest, signed, files);
            SignatureName name = by.signature(SignatureKind.XPI_COSE, hex(files.getLast()), id);
            add(COSE_SIGNATURE, signatures.get(command, name, manifest, patience), signed, files);
        }
        add(MANIFEST, ManifestText.manifest(files), signed, files);
        byte[] signatureFile = ManifestText.signatureFile(files.getLast());
        add(SIGNATURE_FILE, signatureFile, signed, files);
        SignatureName name = by.signature(SignatureKind.XPI_PKCS7, hex(files.getLast()), id);
        add(SIGNATURE, signatures.get(command, name, signatureFile, patience), signed, files);
        return signed;
    }

    /** Adds a file to the archive, and to what those after it are made over. */
    private static void add(String name, byte[] bytes, List<NewEntry> signed, List<EntryDigest> files) {
        signed.add(new NewEntry(name, Content.of(bytes)));
        files.add(EntryDigest.of(name, bytes));
    }

    private static String hex(EntryDigest content) {
        return HexFormat.of().formatHex(content.sha256());
    }

    /** The view may still be reading, and signing may still be starting. */
    private CurrentKey current(Patience patience) throws InterruptedException {
        Optional<SigningKeys.Key> found = keys.value().find(key);
        while (found.isEmpty()) {
            patience.pause("the signing key '" + key + "', which add-ons are signed with,");
            found = keys.value().find(key);
        }
        patience.renew();
        return CurrentKey.of(found.get());
    }
}

package io.packhouse.gateway.signatures;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.vertx.core.Future;

import io.packhouse.ampkg.StoreTail;
import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.gateway.memory.BoundedCache;
import io.packhouse.gateway.packages.PackageDownloads;
import io.packhouse.gateway.packages.StoredFiles;
import io.packhouse.platform.objects.RunningSha256;

/**
 * Packages that the store has signed, for one device where it says its hardware id (package server reference, 1.6 and 2.5): the
 * package as it was prepared once, and a tail of a few kilobytes with the signature. The same package, hardware id and
 * certificate give the same bytes at every gateway, because prefix and signature are objects that are created once.
 *
 * <p>
 * Nothing of a package is read or hashed for a download: the digest of the whole goes on from the saved state of the prefix.
 */
final class StoreSignedDownloads implements PackageDownloads {

    /** Who asks for the signatures, in the audit: devices say no names. */
    private static final String CALLER = "package-server";

    private final SignaturesFoundation house;
    private final PreparedPackages packages;
    private final Signatures signatures;
    private final SignedDownloadsSettings settings;
    private final NewHardwareIds newHardwareIds;
    private final BoundedCache<Download, Artifact> finished;

    /** What decides about every byte. */
    private record Download(String file, String hardwareId, String certificate) {
    }

    /**
     * @param settings
     *            name a store key
     */
    StoreSignedDownloads(SignaturesFoundation house, PreparedPackages packages, Signatures signatures,
            SignedDownloadsSettings settings) {
        this.house = house;
        this.packages = packages;
        this.signatures = signatures;
        this.settings = settings;
        this.newHardwareIds = new NewHardwareIds(settings.limits().newHardwareIds(), System::nanoTime);
        this.finished = new BoundedCache<>(settings.cache().bytes(), StoreSignedDownloads::weight);
    }

    private static int weight(Artifact artifact) {
        return (int) artifact.segments().getLast().size();
    }

    @Override
    public Future<Artifact> artifact(Revision revision, String hardwareId, String address) {
        int bytes = hardwareId.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > settings.limits().hardwareIdLength()) {
            return Future.failedFuture(new Failure(Code.INVALID_REQUEST, "a hardware id has at most "
                    + settings.limits().hardwareIdLength() + " bytes here, this one has " + bytes).exception());
        }
        return house.keys().get(settings.storeKey(), SignatureKind.AMPKG_STORE)
                .compose(key -> artifact(key, revision, hardwareId, address));
    }

    private Future<Artifact> artifact(SigningKeys.Key key, Revision revision, String hardwareId, String address) {
        Download download = new Download(revision.facts().file().sha256(), hardwareId, key.certificate());
        Optional<Artifact> known = finished.find(download);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        return packages.get(revision.facts().file(), CALLER)
                .compose(prepared -> signature(key, prepared, revision, hardwareId, address)
                        .compose(signature -> house.calls().call(() -> joined(revision, prepared, signature))))
                .onSuccess(artifact -> finished.put(download, artifact));
    }

    private Future<Signature> signature(SigningKeys.Key key, PreparedPackage prepared, Revision revision, String hardwareId,
            String address) {
        SignatureName name = new SignatureName(SignatureKind.AMPKG_STORE, key.name(), key.certificate(), prepared.digest(),
                hardwareId);
        Permission permission = hardwareId.isEmpty()
                ? Permission.ALWAYS
                : () -> newHardwareIds.count(address, revision.facts().key());
        return signatures.get(name, CALLER, permission);
    }

    private Artifact joined(Revision revision, PreparedPackage prepared, Signature signature) {
        return Tails.joined(house.objects(), StoredFiles.nameOf(revision), StoredFiles.CONTENT_TYPE, prepared.prefix(),
                RunningSha256.continuing(prepared.sha256State()), StoreTail.of(signature.bytes()));
    }
}

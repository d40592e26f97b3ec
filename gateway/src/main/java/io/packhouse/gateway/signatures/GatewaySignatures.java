package io.packhouse.gateway.signatures;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.gateway.downloads.DetachedSignatures;
import io.packhouse.gateway.packages.PackageDownloads;
import io.packhouse.gateway.packages.StoredFiles;
import io.packhouse.platform.config.Config;

/** Puts together what signs downloads, as it is configured. */
public final class GatewaySignatures {

    /** How long signers that start together with this gateway may take to tell of their keys. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(GatewaySignatures.class);

    private final SignaturesFoundation house;
    private final SigningGatewaySettings signing;
    private final SignedDownloadsSettings packages;
    private final Signatures signatures;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public GatewaySignatures(SignaturesFoundation house, Config config) {
        this.house = house;
        this.signing = config.section(SigningGatewaySettings.SECTION, SigningGatewaySettings.class);
        this.packages = config.section(SignedDownloadsSettings.SECTION, SignedDownloadsSettings.class);
        this.signatures = new Signatures(house, new Waits(signing.patience(), signing.waitingLimit()),
                signing.cache().bytes());
    }

    /** Signatures beside artifacts. */
    public DetachedSignatures ofArtifacts() {
        return signing.artifactKey().isEmpty()
                ? DetachedSignatures.NONE
                : new ArtifactSignatures(house, signatures, signing.artifactKey());
    }

    /** Downloads of packages: signed when there is a store key, else as they were uploaded. */
    public PackageDownloads ofPackages() {
        return packages.storeKey().isEmpty()
                ? new StoredFiles()
                : new StoreSignedDownloads(house,
                        new PreparedPackages(house, new Waits(packages.preparePatience(), signing.waitingLimit())),
                        signatures,
                        packages);
    }

    /** Warns of keys that are configured here and that no signer has; once, after signers had time to tell of theirs. */
    public void warnOfMissingKeys() {
        if (!signing.artifactKey().isEmpty() || !packages.storeKey().isEmpty()) {
            house.vertx().setTimer(GRACE.toMillis(), _ -> {
                warn("signing.artifact-key", signing.artifactKey(), SignatureKind.ARTIFACT);
                warn("packages.store-key", packages.storeKey(), SignatureKind.AMPKG_STORE);
            });
        }
    }

    private void warn(String setting, String key, SignatureKind kind) {
        if (!key.isEmpty() && house.keys().find(key, kind).isEmpty()) {
            log.atWarn().addKeyValue("setting", setting).addKeyValue("key", key).addKeyValue("use", kind.use())
                    .log("No signer has a key of this name and use; what needs it is answered with an error");
        }
    }
}

package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.BasePreparation;
import io.packhouse.installerbuilder.archive.BrokenBaseException;
import io.packhouse.installerbuilder.archive.InstallerBase;
import io.packhouse.installerbuilder.archive.PreparedBase;
import io.packhouse.platform.objects.ObjectStore;

/** Turns files into bases that are ready for builds: checked against the pins, verified, stored, remembered. */
final class BaseLoader {

    private final BaseSource source;
    private final ObjectStore store;
    private final BaseLimits limits;
    private final GoodBases goodBases;

    BaseLoader(BaseSource source, ObjectStore store, BaseLimits limits, Clock clock) {
        this.source = source;
        this.store = store;
        this.limits = limits;
        this.goodBases = new GoodBases(store, source.name(), clock);
    }

    /** Where a platform's file is expected. */
    Path path(Platform platform) {
        return source.folder().resolve(platform.fileName());
    }

    /** Where the pins are expected. */
    Path pins() {
        return source.folder().resolve(BasePins.FILE_NAME);
    }

    /** The last one that was good, also before a restart; empty when there is none, or its blobs are gone. */
    Optional<InstallerBase> lastGood(Platform platform) {
        return goodBases.last(platform).filter(this::isStored).map(prepared -> prepared.open(store));
    }

    /**
     * Loads a file.
     *
     * @param current
     *            the one in use, which is answered when the file is the same; empty when there is none
     * @throws BrokenBaseException
     *             when no build may use it
     * @throws IOException
     *             when it cannot be read
     */
    InstallerBase load(Platform platform, Path file, Optional<InstallerBase> current)
            throws IOException, BrokenBaseException {
        Optional<BasePins> pins = BasePins.read(source.folder());
        String digest = PrivateCopy.digest(file, limits);
        if (pins.isPresent()) {
            pins.get().check(platform, digest);
        }
        if (current.isPresent() && current.get().original().sha256().equals(digest)) {
            return current.get();
        }
        try (var copy = PrivateCopy.of(file, limits)) {
            if (!copy.sha256().equals(digest)) {
                throw new IOException("it changed while it was read");
            }
            PreparedBase prepared = new BasePreparation(limits).prepare(platform, copy.path(), store);
            goodBases.add(platform, prepared);
            return prepared.open(store);
        }
    }

    private boolean isStored(PreparedBase prepared) {
        return switch (prepared) {
            case PreparedBase.Tgz tgz -> store.find(tgz.prefix().sha256()).isPresent();
            case PreparedBase.Zip zip -> store.find(zip.original().sha256()).isPresent();
        };
    }
}

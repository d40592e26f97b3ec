package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BrokenBaseException;
import io.packhouse.installerbuilder.archive.InstallerBase;

/**
 * Watches the base installer of one platform: loads it when it has changed and has stopped changing, and keeps the last good
 * one when the new one is refused. {@link #scan} is called by one thread at a time; the getters by any.
 */
final class BaseWatch {

    private static final Logger log = LoggerFactory.getLogger(BaseWatch.class);

    private final Platform platform;
    private final BaseLoader loader;
    private final BaseMetrics metrics;

    private volatile @Nullable InstallerBase current;
    private volatile @Nullable String refusal;
    private List<Optional<Fingerprint>> seen = List.of();
    private List<Optional<Fingerprint>> judged = List.of();

    BaseWatch(Platform platform, BaseLoader loader, BaseMetrics metrics) {
        this.platform = platform;
        this.loader = loader;
        this.metrics = metrics;
    }

    /** The base for builds that begin now; empty when none was ever good. */
    Optional<InstallerBase> current() {
        return Optional.ofNullable(current);
    }

    BaseState state() {
        return new BaseState(platform, current().map(base -> base.original().sha256()), Optional.ofNullable(refusal));
    }

    /** Looks for the last time's base, then at the file, without waiting for it to stop changing. */
    void begin() {
        current = loader.lastGood(platform).orElse(null);
        look(true);
    }

    /** Looks at the file; one that changed is judged when it looks the same to two scans in a row. */
    void scan() {
        look(false);
    }

    private void look(boolean atOnce) {
        try {
            Optional<Fingerprint> file = Fingerprint.of(loader.path(platform));
            List<Optional<Fingerprint>> now = List.of(file, Fingerprint.of(loader.pins()));
            boolean settled = now.equals(seen) || atOnce;
            seen = now;
            if (file.isEmpty()) {
                judged = List.of();
                refuse("is not there: put it, or a symbolic link to it, at " + loader.path(platform));
            } else if (settled && !now.equals(judged)) {
                judge(file.get().file());
                judged = now;
            }
        } catch (AccessDeniedException e) {
            refuse("cannot be read: access to " + e.getFile() + " is denied");
        } catch (IOException e) {
            refuse("cannot be read: " + e.getMessage());
        } catch (FailureException e) {
            // The object store's trouble, not the file's: the next scan tries again.
            refuse("cannot be loaded now: " + e.getMessage());
        }
    }

    private void judge(Path file) throws IOException {
        try {
            InstallerBase former = current;
            InstallerBase loaded = loader.load(platform, file, current());
            current = loaded;
            refusal = null;
            metrics.good(platform);
            if (loaded != former) {
                log.atInfo().addKeyValue("platform", platform.wire()).addKeyValue("sha256", loaded.original().sha256())
                        .addKeyValue("bytes", loaded.original().size()).log("Loaded a base installer");
            }
        } catch (BrokenBaseException e) {
            refuse(e.getMessage());
        }
    }

    private void refuse(String why) {
        String sentence = platform.fileName() + " " + why;
        if (!sentence.equals(refusal)) {
            refusal = sentence;
            metrics.refused(platform);
            log.atWarn().addKeyValue("platform", platform.wire()).addKeyValue("why", sentence)
                    .addKeyValue("in-use", current().map(base -> base.original().sha256()).orElse("none"))
                    .log("Refused a base installer");
        }
    }
}

package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;

/**
 * Watches one directory {@code addon-sdk-<version>}: reads it when it has changed and has stopped changing, and keeps what was
 * good when the new state is refused. {@link #look} is called by one thread at a time; {@link #state} by any.
 */
final class SdkDirectory {

    static final String PREFIX = "addon-sdk-";

    private static final Logger log = LoggerFactory.getLogger(SdkDirectory.class);

    private final Path path;
    private final String version;
    private volatile @Nullable Sdk current;
    private volatile String refusal = "not read yet";
    private @Nullable String seen;
    private @Nullable String judged;

    /** Nothing is read before {@link #look}. */
    SdkDirectory(Path path) {
        this.path = path;
        this.version = path.getFileName().toString().substring(PREFIX.length());
    }

    Optional<SdkVersion> version() {
        return SdkVersion.parse(version);
    }

    Optional<Sdk> current() {
        return Optional.ofNullable(current);
    }

    SdkState state() {
        Sdk sdk = current;
        String what = sdk == null
                ? refusal
                : sdk.generation().description() + (sdk.version().withdrawn() ? " (withdrawn)" : "")
                        + (refusal.isEmpty() ? "" : "; not as its directory is now: " + refusal);
        return new SdkState(path.getFileName().toString(), version, what, Optional.ofNullable(sdk));
    }

    /** Whether the directory is still there. */
    boolean exists() {
        return Files.isDirectory(path);
    }

    /**
     * Looks at the directory.
     *
     * @param atOnce
     *            whether what is there is judged now; else when two looks in a row see the same, because somebody may be copying
     */
    void look(boolean atOnce) {
        Optional<SdkVersion> parsed = version();
        if (parsed.isEmpty()) {
            refuse("its name does not end in a version such as 1.14");
            return;
        }
        Optional<Generation> generation = Generation.of(parsed.get());
        if (generation.isEmpty()) {
            refuse(parsed.get().fromLine(1, 18)
                    ? "there is no Add-on SDK after 1.17 that has cfx"
                    : "SDKs up to 0.9 build XPIs of another format; the oldest that is taken is 1.0b1");
            return;
        }
        try {
            SdkTree tree = SdkTree.of(path, generation.get());
            boolean settled = atOnce || tree.fingerprint().equals(seen);
            seen = tree.fingerprint();
            if (settled && !tree.fingerprint().equals(judged)) {
                judge(parsed.get(), generation.get(), tree);
            }
        } catch (AccessDeniedException e) {
            refuse("it cannot be read: access to " + e.getFile() + " is denied");
        } catch (IOException e) {
            refuse("it cannot be read: " + e.getMessage());
        } catch (FailureException e) {
            refuse(e.getMessage());
        }
    }

    private void judge(SdkVersion parsed, Generation generation, SdkTree tree) throws IOException {
        try {
            current = SdkLoader.load(parsed, generation, tree);
            refusal = "";
            log.atInfo().addKeyValue("sdk", parsed.text()).addKeyValue("generation", generation.description())
                    .addKeyValue("files", tree.files().size()).log("Registered an Add-on SDK");
        } finally {
            // Also when it was refused: the same state will be again.
            judged = tree.fingerprint();
        }
    }

    private void refuse(String why) {
        if (!why.equals(refusal)) {
            refusal = why;
            log.atWarn().addKeyValue("directory", path).addKeyValue("why", why)
                    .addKeyValue("in-use", current == null ? "none" : "as it was").log("Refused an Add-on SDK");
        }
    }
}

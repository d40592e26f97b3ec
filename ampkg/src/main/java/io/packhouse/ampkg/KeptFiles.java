package io.packhouse.ampkg;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.PayloadSink;
import io.packhouse.ampkg.manifest.PackageManifest;
import io.packhouse.ampkg.yaml.YamlLimits;

/**
 * Keeps the few files that are looked at when a package has been read: manifest and icon, each bounded. Of a file that is there
 * twice the last one counts, as on a disk. Where there is no {@code icon.png}, the PNG that the manifest names is the icon, if
 * it comes after the manifest, as it does in packages of the original packager (reference, 2.5).
 */
final class KeptFiles implements PayloadSink {

    private static final String ICON = "icon.png";
    private static final int LARGEST_ICON = (1 << 20) - 1;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final int yaml;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean keeping;
    private @Nullable PackageManifest manifest;
    private PackageException broken = new PackageException("Failed to parse manifest file " + PackageManifest.ENTRY
            + ": there is none in the root of the package");
    private boolean hasIcon;
    private byte @Nullable [] icon;
    private byte @Nullable [] namedIcon;

    /**
     * @param yaml
     *            how many bytes a manifest may have
     */
    KeptFiles(int yaml) {
        this.yaml = yaml;
    }

    @Override
    public void begin(ArchiveEntry entry) throws PackageException {
        boolean isManifest = isManifest(entry);
        if (isManifest && entry.size() > yaml) {
            throw new PackageException(PackageManifest.ENTRY + " is " + entry.size() + " bytes large, more than the " + yaml
                    + " allowed for YAML");
        }
        keeping = isManifest || (isIcon(entry) && entry.size() <= LARGEST_ICON);
    }

    @Override
    public void content(byte[] bytes, int length) {
        if (keeping) {
            content.write(bytes, 0, length);
        }
    }

    @Override
    public void end(ArchiveEntry entry) {
        byte[] kept = content.toByteArray();
        content.reset();
        if (isManifest(entry)) {
            parse(kept);
        } else if (entry.place().equals(ICON)) {
            hasIcon = true;
            icon = kept.length > 0 ? kept : null;
        } else if (isIcon(entry)) {
            namedIcon = isPng(kept) ? kept : null;
        }
    }

    /**
     * The manifest.
     *
     * @throws PackageException
     *             when it is missing or breaks a rule
     */
    PackageManifest manifest() throws PackageException {
        if (manifest == null) {
            throw broken;
        }
        return manifest;
    }

    /** The icon, below 1 MiB; null when there is none. */
    byte @Nullable [] icon() {
        return hasIcon ? icon : namedIcon;
    }

    /** What is wrong with it is said at the end only: digest and signature are judged before (reference, 2.6). */
    private void parse(byte[] yamlStream) {
        namedIcon = null;
        try {
            manifest = PackageManifest.parse(yamlStream, YamlLimits.ofBytes(yaml));
        } catch (PackageException e) {
            manifest = null;
            broken = e;
        }
    }

    private static boolean isManifest(ArchiveEntry entry) {
        return entry.place().equals(PackageManifest.ENTRY);
    }

    private boolean isIcon(ArchiveEntry entry) {
        return entry.place().equals(ICON) || (manifest != null && entry.place().equals(manifest.icon()));
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length);
    }
}

package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.archive.PackageDigest;
import io.packhouse.ampkg.archive.PayloadSink;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;
import io.packhouse.ampkg.manifest.PackageManifest;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlValue;

/** Makes packages from directories, as {@code appman-packager create-package} does (reference, 4). */
public final class PackageCreation {

    private static final int BUFFER = 64 * 1024;

    private PackageCreation() {
    }

    /**
     * Makes a package of all that is in a directory: manifest first, icon second, the rest in the order of names, so that the
     * same content gives the same bytes. Symbolic links and hidden files are left out with a warning, and so is {@code target}
     * when it lies in the directory.
     *
     * @param target
     *            the package; appears whole or not at all, an existing file is replaced
     * @param extra
     *            free meta data; null for none
     * @param extraSigned
     *            free meta data that the digest covers; null for none
     * @throws PackageException
     *             when no package can be made of it: no manifest or a wrong one, no icon or code file, reserved names
     * @throws IOException
     *             when a file cannot be read or written
     */
    public static CreatedPackage create(Path sourceDirectory, Path target, YamlValue.@Nullable Fields extra,
            YamlValue.@Nullable Fields extraSigned) throws PackageException, IOException {
        SourceTree tree = SourceTree.of(sourceDirectory, target);
        SourceFile manifestFile = tree.file(PackageManifest.ENTRY);
        if (manifestFile == null) {
            throw new PackageException("could not read manifest file " + sourceDirectory.resolve(PackageManifest.ENTRY)
                    + ": there is none");
        }
        PackageManifest manifest = PackageManifest.parse(Files.readAllBytes(manifestFile.path()), YamlLimits.DEFAULT);
        requireFiles(manifest, tree);
        List<SourceFile> files = ordered(manifest, tree, manifestFile);
        PackageHeader header = PackageHeader.of(manifest.id(), diskSpace(files), extra, extraSigned);
        PackageFooter footer = write(target, header, files);
        return new CreatedPackage(new PackageMetadata(header, footer), warnings(manifest, tree));
    }

    private static void requireFiles(PackageManifest manifest, SourceTree tree) throws PackageException {
        String icon = manifest.icon();
        if (icon.contains("/")) {
            throw new PackageException("the icon must be located in the package's root directory (" + icon + ")");
        }
        if (!icon.isEmpty() && tree.file(icon) == null) {
            throw new PackageException("missing the file referenced by the 'icon' field (" + icon + ")");
        }
        for (PackageManifest.Application application : manifest.applications()) {
            // Code that is compiled into the runtime is on no disk.
            if (!application.code().startsWith(":/") && !tree.has(application.code())) {
                throw new PackageException("missing the file referenced by the 'code' field for application '"
                        + application.id() + "' (" + application.code() + ")");
            }
        }
    }

    private static List<SourceFile> ordered(PackageManifest manifest, SourceTree tree, SourceFile manifestFile) {
        var ordered = new ArrayList<SourceFile>();
        ordered.add(manifestFile);
        SourceFile icon = tree.file(manifest.icon());
        if (icon != null && !icon.equals(manifestFile)) {
            ordered.add(icon);
        }
        tree.files().stream().filter(file -> !file.equals(manifestFile) && !file.equals(icon)).forEach(ordered::add);
        return ordered;
    }

    /** An estimate of a file system's need, in bytes (reference, 1.3). */
    private static long diskSpace(List<SourceFile> files) {
        long blocks = files.stream().mapToLong(SourceFile::blocks).sum();
        return (500 + (blocks + files.size() + 50) * 11 / 10) * 1024;
    }

    private static List<String> warnings(PackageManifest manifest, SourceTree tree) {
        var warnings = new ArrayList<String>();
        if (manifest.legacy()) {
            warnings.add("'info.yaml' is still using the old format (type 'am-application', version '1').\n"
                    + "         This is going to be deprecated in a future release.");
        }
        warnings.addAll(tree.warnings());
        return warnings;
    }

    private static PackageFooter write(Path target, PackageHeader header, List<SourceFile> files)
            throws PackageException, IOException {
        try (var made = SafeFile.begin(target); var writer = new PackageWriter(made.out(), PackageSigning.LEVEL)) {
            var digest = new PackageDigest();
            List<PayloadSink> sinks = List.of(digest, writer);
            for (PayloadSink sink : sinks) {
                sink.header(header);
            }
            for (SourceFile file : files) {
                copy(file, sinks);
            }
            var footer = new PackageFooter(digest.digest(), null, null);
            writer.footers(footer);
            writer.finish();
            made.commit();
            return footer;
        }
    }

    private static void copy(SourceFile file, List<PayloadSink> sinks) throws PackageException, IOException {
        for (PayloadSink sink : sinks) {
            sink.begin(file.entry());
        }
        if (file.entry().kind() == Kind.FILE) {
            copyContent(file, sinks);
        }
        for (PayloadSink sink : sinks) {
            sink.end(file.entry());
        }
    }

    private static void copyContent(SourceFile file, List<PayloadSink> sinks) throws PackageException, IOException {
        byte[] buffer = new byte[BUFFER];
        long left = file.entry().size();
        try (InputStream content = Files.newInputStream(file.path())) {
            for (int length = content.read(buffer); length > 0; length = content.read(buffer)) {
                left -= length;
                if (left < 0) {
                    break;
                }
                for (PayloadSink sink : sinks) {
                    sink.content(buffer, length);
                }
            }
        }
        if (left != 0) {
            throw new IOException("file " + file.path() + " changed its size while it was packed");
        }
    }
}

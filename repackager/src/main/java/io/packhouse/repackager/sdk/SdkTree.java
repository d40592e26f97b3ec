package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an SDK's directory that builds need, as they are now: the template, and of each package what can get into an
 * XPI. Symbolic links within are not followed.
 *
 * @param files
 *            by {@code template/<path>}, {@code packages/<directory>/<path>} or {@code mapping.json}
 * @param fingerprint
 *            differs when a file was added, removed or written to
 */
record SdkTree(SortedMap<String, Path> files, String fingerprint) {

    static final String TEMPLATE = "template/";
    static final String PACKAGES = "packages/";
    static final String SINGLE = PACKAGES + "addon-sdk/";
    static final String PACKAGE_JSON = "package.json";
    static final String MAPPING = "mapping.json";

    /** Real SDKs have some 2,000. */
    private static final int FILES_LIMIT = 30_000;
    private static final List<String> SECTIONS = List.of("lib", "data", "docs");

    SdkTree {
        files = Collections.unmodifiableSortedMap(files);
    }

    /**
     * Looks at a directory.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when it has too many files for an SDK
     */
    static SdkTree of(Path directory, Generation generation) throws IOException {
        var look = new Look();
        if (generation.from(Generation.SINGLE)) {
            look.all(directory.resolve("app-extension"), TEMPLATE);
            look.aPackage(directory, SINGLE);
            look.one(directory.resolve(MAPPING), MAPPING);
        } else {
            look.all(directory.resolve("python-lib/cuddlefish/app-extension"), TEMPLATE);
            look.packages(directory.resolve("packages"));
        }
        return new SdkTree(look.files, Digest.sha256(look.seen.toString()));
    }

    private static final class Look extends SimpleFileVisitor<Path> {

        private final SortedMap<String, Path> files = new TreeMap<>();
        private final StringBuilder seen = new StringBuilder();
        private Path root = Path.of("");
        private String prefix = "";

        void packages(Path directory) throws IOException {
            try (DirectoryStream<Path> packages = Files.newDirectoryStream(directory, Files::isDirectory)) {
                for (Path each : packages) {
                    aPackage(each, PACKAGES + each.getFileName() + "/");
                }
            } catch (NoSuchFileException e) {
                // The one who loads says what is missing.
                return;
            }
        }

        void aPackage(Path directory, String under) throws IOException {
            one(directory.resolve(PACKAGE_JSON), under + PACKAGE_JSON);
            if (files.containsKey(under + PACKAGE_JSON)) {
                for (String section : SECTIONS) {
                    all(directory.resolve(section), under + section + "/");
                }
            }
        }

        void one(Path file, String name) throws IOException {
            if (Files.isRegularFile(file)) {
                add(name, file, Files.readAttributes(file, BasicFileAttributes.class));
            }
        }

        void all(Path directory, String under) throws IOException {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                root = directory;
                prefix = under;
                Files.walkFileTree(directory, this);
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                add(prefix + root.relativize(file).toString().replace('\\', '/'), file, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(String name, Path file, BasicFileAttributes attributes) {
            files.put(name, file);
            seen.append(name).append('\0').append(attributes.size()).append('\0').append(attributes.lastModifiedTime())
                    .append('\0').append(attributes.fileKey()).append('\n');
            if (files.size() > FILES_LIMIT) {
                throw CfxRefusal.tooLarge("it has more than " + FILES_LIMIT + " files, which is no Add-on SDK");
            }
        }
    }
}

package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.SignatureVerifier;
import io.packhouse.ampkg.SignedContent;

/**
 * What is said of a signature, in the original's words.
 *
 * @param exitCode
 *            0 valid, 1 there is none, 2 invalid
 */
record Verdict(String sentence, int exitCode) {

    /**
     * Of a package's developer signature.
     *
     * @throws PackageException
     *             when it is no package
     */
    static Verdict ofDeveloper(Path file, List<Path> authorities) throws PackageException, IOException {
        var metadata = metadata(file);
        return of("developer", metadata, metadata.footer().developerSignature(), "", authorities);
    }

    /** Of a package's store signature for a device; an empty id for every device. */
    static Verdict ofStore(Path file, List<Path> authorities, String hardwareId) throws PackageException, IOException {
        var metadata = metadata(file);
        return of("store", metadata, metadata.footer().storeSignature(), hardwareId, authorities);
    }

    /** Tells of a package that is not there as the original does. */
    static void requirePackage(Path file) throws PackageException {
        if (!Files.exists(file)) {
            throw new PackageException("package file " + file + " does not exist");
        }
    }

    private static PackageMetadata metadata(Path file) throws PackageException, IOException {
        requirePackage(file);
        try (var content = Files.newInputStream(file)) {
            return new PackageInspector(PackageLimits.DEFAULT).metadata(content);
        } catch (PackageException e) {
            throw new PackageException("could not extract package " + file + ": " + e.getMessage(), e);
        }
    }

    private static Verdict of(String kind, PackageMetadata metadata, byte @Nullable [] signature, String hardwareId,
            List<Path> authorities) throws PackageException {
        for (var authority : authorities) {
            if (!Files.isReadable(authority)) {
                throw new PackageException("could not open certificate file " + authority);
            }
        }
        if (signature == null) {
            return new Verdict("no " + kind + " signature", 1);
        }
        try {
            SignatureVerifier.trusting(authorities).verify(signature,
                    SignedContent.of(metadata.footer().digest(), hardwareId));
            return new Verdict("valid " + kind + " signature", 0);
        } catch (PackageException e) {
            return new Verdict("invalid " + kind + " signature (" + e.getMessage() + ")", 2);
        }
    }

    /** Prints the sentence; answers the exit code. */
    int print(PrintWriter out) {
        out.println(sentence);
        out.flush();
        return exitCode;
    }
}

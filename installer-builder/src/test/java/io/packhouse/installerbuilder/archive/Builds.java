package io.packhouse.installerbuilder.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.platform.objects.ArtifactContent;
import io.packhouse.platform.objects.FileObjectStore;

/** Prepares bases and builds from them in a directory of a test; every prepared form goes through its JSON first. */
final class Builds {

    static final Instant TIME = Instant.parse("2026-11-21T10:11:12Z");
    static final BaseLimits LIMITS = new BaseLimits(50_000_000, 20_000_000, 1000);

    final FileObjectStore store;
    private final Path directory;
    private int files;

    Builds(Path directory) {
        this.directory = directory;
        this.store = new FileObjectStore(directory.resolve("objects"));
    }

    InstallerBase base(Platform platform, byte[] file) throws BrokenBaseException {
        PreparedBase prepared = new BasePreparation(LIMITS).prepare(platform, write(file), store);
        return Json.read(Json.write(prepared), PreparedBase.class).open(store);
    }

    byte[] content(Artifact artifact) {
        try (InputStream in = new ArtifactContent(store).open(artifact)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] build(Platform platform, byte[] file, byte[] vesselinfo) throws BrokenBaseException {
        return content(base(platform, file).build(platform, vesselinfo, TIME));
    }

    private Path write(byte[] file) {
        try {
            return Files.write(directory.resolve("base" + files++), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

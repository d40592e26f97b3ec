package io.packhouse.archives;

import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.packhouse.testkit.zips.RawZip;

/** A reader of archives that says what it refuses as it is. */
final class Refusing {

    static final ZipLimits LIMITS = new ZipLimits(100_000, 10, 1000, 100, 40, 4);

    private Refusing() {
    }

    /** A fault, thrown. */
    static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;
        private final transient ZipFault fault;

        Refused(ZipFault fault) {
            super(fault.text(fault.kind().words(), name -> "<" + name + ">"));
            this.fault = fault;
        }

        ZipFault fault() {
            return fault;
        }
    }

    static ZipRules rules(NamePolicy names, Tolerance... tolerated) {
        return new ZipRules(LIMITS, Set.of(tolerated), names, (fault, cause) -> new Refused(fault));
    }

    static ZipArchive open(Path directory, RawZip zip, ZipRules rules) throws Exception {
        return ZipArchive.open(ArchiveFile.open(Files.write(directory.resolve("raw.zip"), zip.bytes())), rules);
    }
}

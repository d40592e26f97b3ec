package io.packhouse.contracts.packages;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;

/**
 * A record of the {@link io.packhouse.contracts.Topic#PACKAGES} log, keyed by package id. The catalogue is the fold of its
 * records in offset order, the same for every reader ({@link Catalogue}). A record is written after its job has succeeded, at
 * least once; one whose job was folded before changes nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = CatalogueRecord.Unknown.class)
@JsonSubTypes({@JsonSubTypes.Type(CatalogueRecord.Uploaded.class), @JsonSubTypes.Type(CatalogueRecord.Removed.class),
        @JsonSubTypes.Type(CatalogueRecord.Restored.class), @JsonSubTypes.Type(CatalogueRecord.Unknown.class)})
public sealed interface CatalogueRecord {

    /** The job that wrote the record. */
    JobId job();

    /** When, by the clock of the writer. */
    Instant at();

    /** Who asked for it: the name of a token, or of an interface. */
    String caller();

    /**
     * A verified package was uploaded.
     *
     * @param note
     *            what the uploader says of it; null when nothing
     */
    @JsonTypeName("uploaded")
    record Uploaded(JobId job, Instant at, String caller, PackageFacts facts,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) implements CatalogueRecord {
        public Uploaded {
            check(job, at, caller);
            Objects.requireNonNull(facts, "what was uploaded is missing");
        }
    }

    /**
     * Packages were removed.
     *
     * @param architecture
     *            the one architecture, empty for the platform independent package; null for all
     */
    @JsonTypeName("removed")
    record Removed(JobId job, Instant at, String caller, String id,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String architecture) implements CatalogueRecord {
        public Removed {
            check(job, at, caller);
            Objects.requireNonNull(id, "the id of what was removed is missing");
        }
    }

    /** A revision was made the current one. */
    @JsonTypeName("restored")
    record Restored(JobId job, Instant at, String caller, PackageKey key, int revision) implements CatalogueRecord {
        public Restored {
            check(job, at, caller);
            Objects.requireNonNull(key, "the package is missing");
        }
    }

    /** A record that a newer version wrote. */
    @JsonTypeName("unknown")
    record Unknown(JobId job, Instant at, String caller) implements CatalogueRecord {
        public Unknown {
            check(job, at, caller);
        }
    }

    private static void check(JobId job, Instant at, String caller) {
        Objects.requireNonNull(job, "a record's job is missing");
        Objects.requireNonNull(at, "a record's time is missing");
        Objects.requireNonNull(caller, "a record's caller is missing");
    }
}

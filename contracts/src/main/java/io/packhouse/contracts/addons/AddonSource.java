package io.packhouse.contracts.addons;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import io.packhouse.contracts.BlobRef;

/** Where the XPI to rebuild is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(AddonSource.Location.class), @JsonSubTypes.Type(AddonSource.Upload.class)})
public sealed interface AddonSource {

    /**
     * To be fetched.
     *
     * @param url
     *            as the caller wrote it; the worker's guarded client decides whether it may be fetched
     */
    @JsonTypeName("location")
    record Location(String url) implements AddonSource {
        public Location {
            Objects.requireNonNull(url, "the URL is missing");
        }
    }

    /**
     * Was uploaded.
     *
     * @param blob
     *            where the bytes are, durable by now
     * @param name
     *            the file's name as the client gave it; for messages only
     */
    @JsonTypeName("upload")
    record Upload(BlobRef blob, String name) implements AddonSource {
        public Upload {
            Objects.requireNonNull(blob, "the blob is missing");
            name = name == null ? "" : name;
        }
    }
}

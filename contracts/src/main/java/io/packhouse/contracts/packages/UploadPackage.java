package io.packhouse.contracts.packages;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;

/**
 * The command to verify an uploaded package and to put it into the catalogue. Its result is {@link PackageFacts}; whether it
 * was added, updated or nothing changed is the {@linkplain CatalogueAnswer answer} of the catalogue.
 *
 * @param file
 *            the file as it was uploaded
 * @param note
 *            what the uploader says of this revision; null when nothing
 */
public record UploadPackage(BlobRef file, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {

    public UploadPackage {
        Objects.requireNonNull(file, "the uploaded file is missing");
    }
}

package io.packhouse.contracts.packages;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The command to take packages out of the catalogue. Their revisions stay.
 *
 * @param id
 *            the id of the packages
 * @param architecture
 *            the one architecture, empty for the platform independent package; null for all
 */
public record RemovePackages(String id, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String architecture) {

    public RemovePackages {
        Objects.requireNonNull(id, "the id of the packages is missing");
    }
}

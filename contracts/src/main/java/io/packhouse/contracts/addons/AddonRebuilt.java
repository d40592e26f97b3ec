package io.packhouse.contracts.addons;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@link RebuildAddon}; its one artifact is the XPI.
 *
 * @param id
 *            the add-on's id, as the XPI has it
 * @param name
 *            the name that people see
 * @param oldVersion
 *            the version of the XPI that came
 * @param version
 *            the version of the XPI that was made
 * @param format
 *            what the XPI is
 * @param sdkVersion
 *            the SDK that it was built with; null when it needs none
 * @param message
 *            what the builder says to the caller, such as {@code Exporting extension to greeter.xpi.}
 * @param warnings
 *            what the caller should know, a sentence each
 */
public record AddonRebuilt(String id, String name, String oldVersion, String version, AddonFormat format,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sdkVersion, String message, List<String> warnings) {

    public AddonRebuilt {
        Objects.requireNonNull(id, "the add-on's id is missing");
        Objects.requireNonNull(format, "the format is missing");
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }
}

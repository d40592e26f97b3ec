package io.packhouse.contracts.addons;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What an XPI was found to be (reference, sections 8, 10 and 11). */
public enum AddonFormat {
    /** Built by {@code cfx xpi} of an Add-on SDK. */
    @JsonProperty("addon-sdk")
    ADDON_SDK,
    /** Built by {@code jpm}. */
    @JsonProperty("jpm")
    JPM,
    /** A WebExtension. */
    @JsonProperty("webextension")
    WEBEXTENSION,
    /** A format that a newer version wrote. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN
}

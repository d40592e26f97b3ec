package io.packhouse.contracts.signing;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a signature is for. It decides what exactly is signed, and a key serves only the uses that it is configured for. */
public enum SignatureKind {

    /** Detached CMS over the Base64 text of a package's digest (package server reference, 1.6). */
    @JsonProperty("ampkg-developer")
    AMPKG_DEVELOPER("ampkg-developer"),
    /** The same by the store, for one device when a hardware id is given. */
    @JsonProperty("ampkg-store")
    AMPKG_STORE("ampkg-store"),
    /** {@code META-INF/mozilla.rsa}: detached PKCS#7 over {@code META-INF/mozilla.sf} (repackaging reference, 12). */
    @JsonProperty("xpi-pkcs7")
    XPI_PKCS7("xpi"),
    /** {@code META-INF/cose.sig}: detached COSE over {@code META-INF/cose.manifest}. */
    @JsonProperty("xpi-cose")
    XPI_COSE("xpi"),
    /** Detached CMS over any artifact, of which only the SHA-256 is known. */
    @JsonProperty("artifact")
    ARTIFACT("artifact"),
    /** A kind that a newer version asks for. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN("unknown");

    private final String use;

    SignatureKind(String use) {
        this.use = use;
    }

    /** The word for it in {@code signing.keys.<name>.uses}. */
    public String use() {
        return use;
    }

    /** The kind as it is written in JSON, in names and in metrics. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The kind that {@code text} spells; empty for others and for the unknown one. */
    public static Optional<SignatureKind> parse(String text) {
        return Arrays.stream(values()).filter(kind -> kind != UNKNOWN && kind.wire().equals(text)).findFirst();
    }
}

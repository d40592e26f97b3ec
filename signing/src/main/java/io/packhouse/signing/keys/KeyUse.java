package io.packhouse.signing.keys;

import java.util.Arrays;
import java.util.Locale;

import io.packhouse.contracts.signing.SignatureKind;

/** What a key may be configured to serve; the words of {@code signing.keys.<name>.uses}. */
public enum KeyUse {

    /** Developer signatures of packages. */
    AMPKG_DEVELOPER,
    /** Store signatures of packages. */
    AMPKG_STORE,
    /** Signatures of add-ons, both formats. */
    XPI,
    /** Detached signatures of any artifact. */
    ARTIFACT;

    /** The word for it in configuration and in the registry. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a signature of that kind is of this use. */
    public boolean covers(SignatureKind kind) {
        return kind.use().equals(wire());
    }

    /** The kinds of signatures that this use stands for. */
    public SignatureKind[] kinds() {
        return Arrays.stream(SignatureKind.values()).filter(this::covers).toArray(SignatureKind[]::new);
    }
}

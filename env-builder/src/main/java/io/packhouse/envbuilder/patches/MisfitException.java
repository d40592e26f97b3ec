package io.packhouse.envbuilder.patches;

/** A patch is none, or does not fit its base; the message is a clause that says why. */
public final class MisfitException extends Exception {

    private static final long serialVersionUID = 1L;

    public MisfitException(String message) {
        super(message);
    }
}

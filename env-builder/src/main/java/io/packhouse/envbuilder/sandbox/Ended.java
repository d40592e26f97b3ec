package io.packhouse.envbuilder.sandbox;

/**
 * How a program ended.
 *
 * @param status
 *            its own; 128 and the signal's number when a signal ended it, -1 when this process did
 * @param stopped
 *            in a sentence, the limit beyond which it was stopped; empty when it ended by itself
 * @param tail
 *            the end of what it printed, standard output and standard error in one
 */
public record Ended(int status, String stopped, String tail) {

    /** Whether it ended by itself and says that all is well. */
    public boolean isWell() {
        return stopped.isEmpty() && status == 0;
    }

    /** What went wrong, in a sentence without its subject. */
    public String trouble() {
        if (!stopped.isEmpty()) {
            return "was stopped: " + stopped;
        }
        return status > 128
                ? "was ended by signal " + (status - 128) + ", as beyond a limit of processor time or memory"
                : "ended with status " + status;
    }
}

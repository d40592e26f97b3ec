package io.packhouse.deploy.packageserver;

/** The package server cannot start; the message says why, to stand behind {@code ERROR:} (package server reference, 2.10). */
public final class ServerException extends Exception {

    public ServerException(String sentence) {
        super(sentence);
    }

    public ServerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

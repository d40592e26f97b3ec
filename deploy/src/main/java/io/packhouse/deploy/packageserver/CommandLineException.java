package io.packhouse.deploy.packageserver;

/** The command line cannot be understood; the message is the original's, without a prefix (package server reference, 2.10). */
public final class CommandLineException extends Exception {

    CommandLineException(String sentence) {
        super(sentence);
    }
}

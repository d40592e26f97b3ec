package io.packhouse.installerbuilder.sample;

/**
 * A file of the sample set.
 *
 * @param name
 *            its path below {@code seattle/}
 * @param executable
 *            whether it is a script to run
 */
record SampleFile(String name, boolean executable, byte[] content) {

    int mode() {
        return executable ? 0100755 : 0100644;
    }
}

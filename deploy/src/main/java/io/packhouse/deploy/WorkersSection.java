package io.packhouse.deploy;

/**
 * The section {@code workers} of the configuration.
 *
 * @param installers
 *            how many installer jobs run at once in a process, at least 1
 */
record WorkersSection(int installers) {

    WorkersSection {
        if (installers < 1 || installers > 200) {
            throw new IllegalArgumentException("installers is " + installers + " but must be one of 1 to 200");
        }
    }
}

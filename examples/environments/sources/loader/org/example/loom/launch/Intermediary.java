package org.example.loom.launch;

/** The second library: without it on the class path, the loader does not start. */
final class Intermediary {

    private Intermediary() {
    }

    static String names() {
        return "intermediary";
    }
}

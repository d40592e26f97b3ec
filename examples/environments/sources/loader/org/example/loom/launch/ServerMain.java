package org.example.loom.launch;

/** The loader on a server. */
public final class ServerMain {

    private ServerMain() {
    }

    public static void main(String[] arguments) {
        System.out.println("Loom serves with " + Intermediary.names());
    }
}

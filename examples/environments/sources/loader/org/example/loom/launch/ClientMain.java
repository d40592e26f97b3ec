package org.example.loom.launch;

/** A loader in two lines: says that it is there, and starts the game that it is told to. */
public final class ClientMain {

    private ClientMain() {
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("Loom loads its libraries: " + Intermediary.names());
        Class.forName(System.getProperty("loom.emulate")).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
}

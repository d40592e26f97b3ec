package io.packhouse.testkit.upstream.game;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Stands for the game: says how it was started, and ends. */
public final class Game {

    private Game() {
    }

    /** Prints a line for the arguments, one for each option of the JVM, and one for the class path's length. */
    public static void main(String[] arguments) {
        System.out.println("game started");
        System.out.println("arguments " + List.of(arguments));
        ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(option -> System.out.println("option " + option));
        System.out.println("class path of " + System.getProperty("java.class.path").split(":").length);
    }
}

package net.minecraft.client.main;

/** Stands for the game, which is no part of an environment. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        System.out.println("The game runs: " + String.join(" ", arguments));
    }
}

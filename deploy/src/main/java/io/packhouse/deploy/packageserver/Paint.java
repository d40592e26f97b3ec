package io.packhouse.deploy.packageserver;

import java.util.Locale;
import java.util.Map;

/**
 * Colours the console's lines as the original does (package server reference, 2.11): on a terminal only, unless
 * {@code AM_FORCE_COLOR_OUTPUT} says {@code on} or {@code off}.
 */
enum Paint {

    RED("31"), GREEN("32"), YELLOW("33"), BLUE("34"), MAGENTA("35"), CYAN("36"), BRIGHT_GREEN("1;32"), BRIGHT_BLUE("1;34");

    /** The variable that decides instead of the terminal. */
    static final String VARIABLE = "AM_FORCE_COLOR_OUTPUT";

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /** Whether lines are coloured. */
    static boolean wanted(Map<String, String> environment, boolean terminal) {
        return switch (environment.getOrDefault(VARIABLE, "").toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default -> terminal;
        };
    }

    String on(String text) {
        return ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}

package io.packhouse.bench;

/**
 * One figure.
 *
 * @param what
 *            what was measured
 * @param measured
 *            its value, with unit and spread
 * @param baseline
 *            what it is compared with and that one's value; empty when there is none
 * @param ratio
 *            measured to baseline, or empty
 * @param target
 *            what is wanted and whether it was met, or empty
 */
record Line(String what, String measured, String baseline, String ratio, String target) {

    static Line of(String what, String measured) {
        return new Line(what, measured, "", "", "");
    }

    Line against(String name, String value, double ratioToIt) {
        return new Line(what, measured, name + ": " + value, (ratioToIt < 0.01 ? "%.6f" : "%.2f").formatted(ratioToIt),
                target);
    }

    Line wanted(String wish, boolean met) {
        return new Line(what, measured, baseline, ratio, wish + (met ? ": met" : ": **missed**"));
    }

    String row() {
        return "| " + String.join(" | ", what, measured, baseline, ratio, target) + " |";
    }
}

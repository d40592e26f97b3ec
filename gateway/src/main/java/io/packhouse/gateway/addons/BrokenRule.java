package io.packhouse.gateway.addons;

/**
 * What is wrong with one add-on of a request.
 *
 * @param member
 *            the field
 * @param named
 *            whether the original's line names the add-on in front, in brackets
 * @param text
 *            the original's words (section 2.4)
 * @param sentence
 *            our own: what was wrong and what would be right
 */
record BrokenRule(String member, boolean named, String text, String sentence) {

    /** The original's line, without its end. */
    String line(String identifier) {
        return named ? "[" + identifier + "] " + text : text;
    }

    /** A rule that the original did not have. */
    static BrokenRule own(String member, String sentence) {
        return new BrokenRule(member, true, sentence, sentence);
    }
}

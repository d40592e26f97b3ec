package io.packhouse.bench;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param method
 *            how it was measured, in a few sentences
 */
record Section(String title, String method, List<Line> lines) {

    /** As Markdown. */
    String text() {
        var text = new StringBuilder("## " + title + "\n\n" + method + "\n\n");
        text.append("| what | measured | baseline | ratio | target |\n| --- | --- | --- | --- | --- |\n");
        lines.forEach(line -> text.append(line.row()).append('\n'));
        return text.toString();
    }
}

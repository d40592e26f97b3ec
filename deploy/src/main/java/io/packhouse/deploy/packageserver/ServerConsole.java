package io.packhouse.deploy.packageserver;

import java.io.PrintStream;
import java.nio.file.Path;

import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.packagestore.directory.DirectoryReport;

/**
 * What a package server prints on standard output: the original's lines (package server reference, 2.11). Safe for use by
 * several threads; the lines of a group follow its heading.
 */
public final class ServerConsole implements DirectoryReport {

    private final PrintStream out;
    private final boolean coloured;
    private boolean headed;

    /**
     * @param coloured
     *            whether lines have the colours of terminals
     */
    public ServerConsole(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** The first lines: what this server is set up to do. */
    public synchronized void open(Path directory, ServerSettings settings) {
        line(paint(Paint.BRIGHT_GREEN, "Qt ApplicationManager Package Server"));
        line("> Data directory: " + paint(Paint.MAGENTA, directory.toString()));
        line("> Project: " + paint(Paint.CYAN, settings.projectId()));
        line("> Verify developer signature on upload: " + answer(settings.verifies()));
        line("> Add store signature on download: " + answer(settings.signs()));
    }

    /** That requests are answered from now on. */
    public synchronized void listening(String address) {
        line("> HTTP server listening on: " + paint(Paint.BRIGHT_BLUE, address));
    }

    @Override
    public synchronized void begins(Place place, String caller) {
        headed = place == Place.PACKAGES;
        if (headed) {
            line(heading(place));
        }
    }

    @Override
    public synchronized void tell(Place place, Happening happening) {
        // A look into a folder where there was nothing to do says nothing, as the original.
        if (!headed) {
            line(heading(place));
            headed = true;
        }
        line(switch (happening) {
            case Happening.Added added -> paint(Paint.GREEN, " + adding   ") + named(added.key());
            case Happening.Updated updated -> paint(Paint.YELLOW, " ! updating ") + named(updated.key());
            case Happening.Unchanged same -> skipping() + named(same.key()) + " (no changes)";
            case Happening.Removed removed -> paint(Paint.RED, " - removing ") + named(removed.key());
            case Happening.NoMatch none -> skipping() + paint(Paint.CYAN, printable(none.what()))
                    + (none.architecture().isEmpty() ? "" : " [" + printable(none.architecture()) + "]") + " (no match)";
            case Happening.Skipped skipped -> skipping() + because(skipped.file(), skipped.reason());
            case Happening.Failed failed -> paint(Paint.RED, " x failed   ") + because(failed.file(), failed.reason());
        });
    }

    @Override
    public synchronized void ends(Place place, int count) {
        if (place == Place.PACKAGES && count == 0) {
            line(" (none found)");
        }
    }

    private static String heading(Place place) {
        return switch (place) {
            case PACKAGES -> "> Scanning .packages";
            case UPLOAD -> "> Scanning upload";
            case REMOVE -> "> Scanning remove";
            case HTTP_UPLOAD -> "> Upload via HTTP:";
            case HTTP_REMOVE -> "> Remove via HTTP:";
            case HTTP_RESTORE -> "> Restore via HTTP:";
        };
    }

    private String skipping() {
        return paint(Paint.BLUE, " = skipping ");
    }

    private String named(PackageKey key) {
        return paint(Paint.CYAN, printable(key.id())) + " [" + printable(key.token()) + "]";
    }

    private String because(String file, String reason) {
        return paint(Paint.CYAN, printable(file)) + " (" + printable(reason) + ")";
    }

    private String answer(boolean yes) {
        return yes ? paint(Paint.GREEN, "yes") : paint(Paint.RED, "no");
    }

    private String paint(Paint paint, String text) {
        return coloured ? paint.on(text) : text;
    }

    /** One line without anything that a terminal would obey: names and reasons come from outside. */
    private static String printable(String text) {
        return text.strip().codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}

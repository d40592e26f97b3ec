package io.packhouse.packagestore.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A report that can be asked what was told, each happening as a line such as {@code UPLOAD Added hello_all.ampkg}. */
final class HeardReport implements DirectoryReport {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();

    @Override
    public void begins(Place place, String caller) {
        callers.add(place + " " + caller);
    }

    @Override
    public void tell(Place place, Happening happening) {
        lines.add(place + " " + switch (happening) {
            case Happening.Added added -> "Added " + added.key().fileName();
            case Happening.Updated updated -> "Updated " + updated.key().fileName();
            case Happening.Unchanged same -> "Unchanged " + same.key().fileName();
            case Happening.Removed removed -> "Removed " + removed.key().fileName();
            case Happening.NoMatch none -> "NoMatch " + none.what() + " " + none.architecture();
            case Happening.Skipped skipped -> "Skipped " + skipped.file() + ": " + skipped.reason();
            case Happening.Failed failed -> "Failed " + failed.file() + ": " + failed.reason();
        });
    }

    @Override
    public void ends(Place place, int count) {
        callers.add(place + " ends " + count);
    }

    /** All lines until now. */
    List<String> lines() {
        return new ArrayList<>(lines);
    }

    /** The lines of one place. */
    List<String> lines(Place place) {
        return lines.stream().filter(line -> line.startsWith(place + " ")).toList();
    }

    /** Beginnings and ends of groups. */
    List<String> groups() {
        return new ArrayList<>(callers);
    }
}

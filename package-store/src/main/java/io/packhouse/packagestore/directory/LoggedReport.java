package io.packhouse.packagestore.directory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A report as lines of the log. */
final class LoggedReport implements DirectoryReport {

    private static final Logger log = LoggerFactory.getLogger(LoggedReport.class);

    @Override
    public void begins(Place place, String caller) {
        log.atDebug().addKeyValue("place", place).addKeyValue("caller", caller).log("Looking at packages");
    }

    @Override
    public void tell(Place place, Happening happening) {
        switch (happening) {
            case Happening.Added added -> told(place, added.key().fileName(), "Package added");
            case Happening.Updated updated -> told(place, updated.key().fileName(), "Package updated");
            case Happening.Unchanged same -> told(place, same.key().fileName(), "Package is unchanged");
            case Happening.Removed removed -> told(place, removed.key().fileName(), "Package removed");
            case Happening.NoMatch none -> told(place, none.what(), "No package to remove");
            case Happening.Skipped skipped -> refused(place, skipped.file(), skipped.reason(), "File skipped");
            case Happening.Failed failed -> refused(place, failed.file(), failed.reason(), "Package refused");
        }
    }

    /** What lay there at the start, which may be a hundred thousand packages, is no news. */
    private static void told(Place place, String what, String sentence) {
        log.atLevel(place == Place.PACKAGES ? Level.DEBUG : Level.INFO).addKeyValue("place", place)
                .addKeyValue("package", what).log(sentence);
    }

    private static void refused(Place place, String file, String reason, String sentence) {
        log.atWarn().addKeyValue("place", place).addKeyValue("file", file).addKeyValue("reason", reason).log(sentence);
    }

    @Override
    public void ends(Place place, int count) {
        log.atDebug().addKeyValue("place", place).addKeyValue("count", count).log("Looked at packages");
    }
}

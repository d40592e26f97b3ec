package io.packhouse.packagestore.directory;

import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.packagestore.directory.DirectoryReport.Happening;
import io.packhouse.packagestore.directory.DirectoryReport.Place;

/** One group of a report, which begins when there is something to tell. For one thread. */
final class ReportedGroup implements AutoCloseable {

    private final DirectoryReport report;
    private final Place place;
    private final String caller;
    private boolean begun;
    private int count;

    ReportedGroup(DirectoryReport report, Place place, String caller) {
        this.report = report;
        this.place = place;
        this.caller = caller;
    }

    /** Begins, also when there will be nothing to tell. */
    void begin() {
        if (!begun) {
            begun = true;
            report.begins(place, caller);
        }
    }

    void tell(Happening happening) {
        begin();
        count++;
        report.tell(place, happening);
    }

    /** Tells what an upload or a restoration did. */
    void tell(PackageKey key, CatalogueAnswer answer) {
        switch (answer) {
            case CatalogueAnswer.Added _ -> tell(new Happening.Added(key));
            case CatalogueAnswer.Updated _ -> tell(new Happening.Updated(key));
            case CatalogueAnswer.Unchanged _ -> tell(new Happening.Unchanged(key));
            case CatalogueAnswer.Removed _,CatalogueAnswer.NoSuchRevision _ -> {
                // Neither is the answer to an upload; a restoration without its revision did nothing.
            }
        }
    }

    @Override
    public void close() {
        if (begun) {
            report.ends(place, count);
        }
    }
}

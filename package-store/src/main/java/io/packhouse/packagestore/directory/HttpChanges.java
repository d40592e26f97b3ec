package io.packhouse.packagestore.directory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.packagestore.catalogue.Change;
import io.packhouse.packagestore.directory.DirectoryReport.Happening;
import io.packhouse.packagestore.directory.DirectoryReport.Place;
import io.packhouse.packagestore.verification.PackageVerification;

/** Reports what others than the data directory did to the catalogue, each change as a group of its own. */
final class HttpChanges {

    private static final String ANY = "<any>";

    private final DirectoryReport report;

    HttpChanges(DirectoryReport report) {
        this.report = report;
    }

    void tell(Change change) {
        CatalogueRecord record = change.record();
        try (ReportedGroup group = new ReportedGroup(report, place(record), record.caller())) {
            if (record instanceof CatalogueRecord.Removed removed) {
                change.keys().forEach(key -> group.tell(new Happening.Removed(key)));
                if (change.keys().isEmpty()) {
                    group.tell(new Happening.NoMatch(removed.id(), removed.architecture() == null
                            ? ANY
                            : new PackageKey(removed.id(), removed.architecture()).token()));
                }
            } else {
                change.keys().forEach(key -> group.tell(key, change.answer()));
            }
        }
    }

    private static Place place(CatalogueRecord record) {
        return switch (record) {
            case CatalogueRecord.Removed _ -> Place.HTTP_REMOVE;
            case CatalogueRecord.Restored _ -> Place.HTTP_RESTORE;
            case CatalogueRecord.Uploaded _,CatalogueRecord.Unknown _ -> Place.HTTP_UPLOAD;
        };
    }

    /** An upload was refused; who sent it is not known any more. Of what is no package at all nothing is told (reference, 2.11). */
    void tellRefused(Failure failure) {
        if (failure.message().equals(PackageVerification.WRONG_FORMAT)) {
            return;
        }
        try (ReportedGroup group = new ReportedGroup(report, Place.HTTP_UPLOAD, "http")) {
            group.tell(new Happening.Failed("upload", failure.message()));
        }
    }
}

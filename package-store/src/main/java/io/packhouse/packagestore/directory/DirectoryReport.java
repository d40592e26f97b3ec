package io.packhouse.packagestore.directory;

import io.packhouse.contracts.packages.PackageKey;

/**
 * Told what happens to the packages of a store that has a data directory, wherever it comes from. Calls come one at a time, those
 * of one group between its {@link #begins} and its {@link #ends}; they must not block for long. What came by HTTP may be told
 * again after a worker has died.
 */
public interface DirectoryReport {

    /** Writes all of it into the log. */
    DirectoryReport LOG = new LoggedReport();

    /** Something begins to happen there. */
    void begins(Place place, String caller);

    /** Something happened. */
    void tell(Place place, Happening happening);

    /**
     * All of the group was told.
     *
     * @param count
     *            how many happenings there were
     */
    void ends(Place place, int count);

    /** Where it comes from. */
    enum Place {
        /** The scan of {@code .packages} at the start. */
        PACKAGES,
        /** Files in {@code upload/}. */
        UPLOAD,
        /** Files in {@code remove/}. */
        REMOVE,
        /** An upload that came through a gateway. */
        HTTP_UPLOAD,
        /** A removal that came through a gateway. */
        HTTP_REMOVE,
        /** An old revision was made the current one, through a gateway. */
        HTTP_RESTORE
    }

    /** What happened. */
    sealed interface Happening {

        /** A package is there that was not there before. */
        record Added(PackageKey key) implements Happening {
        }

        /** A package is another one now. */
        record Updated(PackageKey key) implements Happening {
        }

        /** That very package was there already. */
        record Unchanged(PackageKey key) implements Happening {
        }

        /** A package is no more. */
        record Removed(PackageKey key) implements Happening {
        }

        /**
         * There was nothing to remove.
         *
         * @param what
         *            the file's name, or the package's id
         * @param architecture
         *            the token that was named, {@code <any>} when none was; empty for a file
         */
        record NoMatch(String what, String architecture) implements Happening {
        }

        /** A file of {@code .packages} is left where it is, but is no package of the store. */
        record Skipped(String file, String reason) implements Happening {
        }

        /** An upload was refused. */
        record Failed(String file, String reason) implements Happening {
        }
    }
}

package io.packhouse.repackager.xpi;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.outbound.FetchLimits;
import io.packhouse.platform.outbound.Outbound;

/** Gets the XPI that is to be rebuilt: it was uploaded, or is fetched from an address that the caller named. */
@FunctionalInterface
public interface AddonFiles {

    /**
     * The bytes, durable in the object store.
     *
     * @throws io.packhouse.contracts.FailureException
     *             as {@link Outbound#fetch} throws it; {@code UNAVAILABLE} when another try may help
     * @throws InterruptedException
     *             when the attempt was stopped
     */
    BlobRef get(AddonSource source) throws InterruptedException;

    /** With the guarded client, and nothing else. */
    static AddonFiles fetching(Outbound outbound, FetchLimits limits, ObjectStore objects) {
        return source -> switch (source) {
            case AddonSource.Location location -> outbound.fetch(location.url(), limits, objects).blob();
            case AddonSource.Upload upload -> upload.blob();
        };
    }
}

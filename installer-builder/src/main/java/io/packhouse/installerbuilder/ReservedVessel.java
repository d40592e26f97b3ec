package io.packhouse.installerbuilder;

import java.util.List;

import io.packhouse.installerbuilder.vesselinfo.VesselInfo;

/**
 * The operator's own share, which every installer ends with (reference, section 7.1).
 *
 * @param percentage
 *            a multiple of ten
 * @param publicKey
 *            text form {@code E N}
 */
public record ReservedVessel(int percentage, String publicKey) {

    VesselInfo.Vessel vessel() {
        return new VesselInfo.Vessel(percentage, publicKey, List.of());
    }
}

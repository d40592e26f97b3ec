package io.packhouse.installerbuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Failure.Violation;
import io.packhouse.contracts.installers.BuildInstallers.Vessel;
import io.packhouse.installerbuilder.vesselinfo.NodeParser;
import io.packhouse.installerbuilder.vesselinfo.NodeRefusal;
import io.packhouse.installerbuilder.vesselinfo.VesselInfo;

/**
 * Writes the {@code vesselinfo} of a request, and makes sure that a node reads from it what was asked for, and nothing else.
 *
 * @param reserved
 *            the operator's own share, written last
 */
record VesselInfoWriter(ReservedVessel reserved) {

    /**
     * The file.
     *
     * @param keys
     *            public keys by user name
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when a user has no key, or a node would refuse the file
     */
    byte[] write(List<Vessel> vessels, Map<String, String> keys) {
        List<VesselInfo.Vessel> all = new ArrayList<>();
        for (int i = 0; i < vessels.size(); i++) {
            Vessel vessel = vessels.get(i);
            String pointer = "/vessels/" + i;
            List<String> users = new ArrayList<>();
            for (int j = 0; j < vessel.users().size(); j++) {
                users.add(key(keys, vessel.users().get(j), pointer + "/users/" + j));
            }
            all.add(new VesselInfo.Vessel(vessel.percentage(), key(keys, vessel.owner(), pointer + "/owner"), users));
        }
        all.add(reserved.vessel());
        return checked(new VesselInfo(all));
    }

    private static byte[] checked(VesselInfo info) {
        byte[] bytes = info.bytes();
        try {
            if (NodeParser.parse(bytes).equals(info)) {
                return bytes;
            }
        } catch (NodeRefusal e) {
            throw refused(e.getMessage());
        }
        throw refused("it would read other vessels than were asked for, because a key is not two numbers with one blank "
                + "between them");
    }

    private static RuntimeException refused(String why) {
        return new Failure(Code.INVALID_REQUEST, "A node would refuse this vesselinfo: " + why).exception();
    }

    private static String key(Map<String, String> keys, String name, String pointer) {
        String key = keys.get(name);
        if (key == null) {
            String why = "there is no key for '" + name + "', neither given nor to be made";
            throw new Failure(Code.INVALID_REQUEST, "The command is not complete: " + why,
                    List.of(new Violation(pointer, why))).exception();
        }
        return key;
    }
}

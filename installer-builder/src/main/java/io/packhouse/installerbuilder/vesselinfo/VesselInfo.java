package io.packhouse.installerbuilder.vesselinfo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What an installer tells a node: its vessels in the order in which the node numbers them, the reserved one last.
 *
 * <p>
 * The text form is fixed to the byte by the reference, sections 7.1 and 7.2: ASCII lines joined by single line feeds, none
 * after the last, no names, users in order of first mention. Nothing is checked here: {@link NodeParser} judges what came
 * out, with the rules of the one who will read it.
 *
 * @param vessels
 *            every vessel, the reserved one included
 */
public record VesselInfo(List<Vessel> vessels) {

    /** Where the file lies in an installer. Never with a {@code ./} before it (reference, section 8.2). */
    public static final String PATH = "seattle/seattle_repy/vesselinfo";

    public VesselInfo {
        vessels = List.copyOf(vessels);
    }

    /**
     * One slice of the donated resources.
     *
     * @param percent
     *            its share of what the donor donates
     * @param owner
     *            a public key in text form {@code E N}
     * @param users
     *            public keys in text form; repeated ones are written once, where they came first
     */
    public record Vessel(int percent, String owner, List<String> users) {
        public Vessel {
            users = List.copyOf(new LinkedHashSet<>(users));
        }
    }

    /** The bytes of the file. Characters outside of ASCII become {@code ?}, which no node takes for a number. */
    public byte[] bytes() {
        List<String> lines = new ArrayList<>();
        for (Vessel vessel : vessels) {
            lines.add("Percent " + vessel.percent());
            lines.add("Owner " + vessel.owner());
            vessel.users().forEach(user -> lines.add("User " + user));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
    }
}

package io.packhouse.installerbuilder.vesselinfo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.packhouse.installerbuilder.vesselinfo.VesselInfo.Vessel;

/**
 * Reads {@code vesselinfo} as a node does when it installs (reference, section 7.3): line by line, split on blanks, the first
 * word a label, then its one or two numbers. It is the last check before an installer leaves the house.
 *
 * <p>
 * Where the node's behaviour is an accident, this is stricter: an {@code Owner} or {@code User} before the first
 * {@code Percent}, a second {@code Owner} of a vessel, words after the last number, bytes outside of printable ASCII, and
 * numbers with a sign are refused. What is accepted here, a node accepts; unknown labels it skips, and so do we.
 */
public final class NodeParser {

    private static final int WHOLE = 100;
    private static final int STEP = 10;
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final List<Vessel> vessels = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private @Nullable String owner;
    private int percent;
    private int line;

    private NodeParser() {
    }

    /**
     * Reads the file.
     *
     * @return the vessels that a node would set up
     * @throws NodeRefusal
     *             when a node would refuse, and with it the whole installation
     */
    public static VesselInfo parse(byte[] file) throws NodeRefusal {
        var parser = new NodeParser();
        for (String text : lines(file)) {
            parser.read(text);
        }
        parser.endVessel();
        parser.checkShares();
        return new VesselInfo(parser.vessels);
    }

    private static String[] lines(byte[] file) throws NodeRefusal {
        for (int i = 0; i < file.length; i++) {
            if ((file[i] < 0x20 || file[i] > 0x7e) && file[i] != '\n' && file[i] != '\t') {
                throw new NodeRefusal("byte %d is 0x%02x; the file is lines of printable ASCII".formatted(i, file[i]));
            }
        }
        String text = new String(file, StandardCharsets.US_ASCII);
        // A line feed after the very last line is harmless; any other empty line is not.
        return (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1);
    }

    private void read(String text) throws NodeRefusal {
        line++;
        String[] words = BLANKS.split(text.strip());
        switch (words[0]) {
            case "" -> throw NodeRefusal.atLine(line, "is empty, which aborts an installation");
            case "Percent" -> beginVessel(words);
            case "Owner" -> setOwner(words);
            case "User" -> users.add(key(words));
            default -> {
                // A node skips labels that it does not know.
            }
        }
    }

    private void beginVessel(String[] words) throws NodeRefusal {
        endVessel();
        if (words.length != 2 || !NUMBER.matcher(words[1]).matches()) {
            throw NodeRefusal.atLine(line, "a Percent needs one integer after it");
        }
        percent = share(words[1]);
    }

    private int share(String digits) throws NodeRefusal {
        String plain = digits.replaceFirst("^0+(?=.)", "");
        int value = plain.length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(plain);
        if (value < STEP || value > WHOLE || value % STEP != 0) {
            throw NodeRefusal.atLine(line, "a Percent is one of 10, 20, ... 100, not " + abbreviated(plain));
        }
        return value;
    }

    private void setOwner(String[] words) throws NodeRefusal {
        String key = key(words);
        if (owner != null) {
            throw NodeRefusal.atLine(line, "the vessel has an Owner already");
        }
        owner = key;
    }

    private String key(String[] words) throws NodeRefusal {
        if (percent == 0) {
            throw NodeRefusal.atLine(line, "comes before the first Percent");
        }
        if (words.length != 3 || !NUMBER.matcher(words[1]).matches() || !NUMBER.matcher(words[2]).matches()) {
            throw NodeRefusal.atLine(line, words[0] + " needs two numbers after it, the parts E and N of a key");
        }
        return words[1] + ' ' + words[2];
    }

    private void endVessel() throws NodeRefusal {
        if (percent == 0) {
            return;
        }
        if (owner == null) {
            throw new NodeRefusal("vessel " + (vessels.size() + 1) + " has no Owner");
        }
        vessels.add(new Vessel(percent, owner, users));
        users.clear();
        owner = null;
        percent = 0;
    }

    private void checkShares() throws NodeRefusal {
        int sum = vessels.stream().mapToInt(Vessel::percent).sum();
        if (sum != WHOLE) {
            throw new NodeRefusal("all Percent together are 100, here they are " + sum);
        }
    }

    private static String abbreviated(String digits) {
        return digits.length() > 12 ? digits.substring(0, 12) + "..." : digits;
    }
}

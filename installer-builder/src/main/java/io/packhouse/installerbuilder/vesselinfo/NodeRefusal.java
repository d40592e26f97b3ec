package io.packhouse.installerbuilder.vesselinfo;

/** A node would not install with this {@code vesselinfo}. The message is a sentence that says which line, and why. */
public final class NodeRefusal extends Exception {

    NodeRefusal(String message) {
        super(message);
    }

    static NodeRefusal atLine(int number, String why) {
        return new NodeRefusal("line " + number + ": " + why);
    }
}

package io.packhouse.envbuilder.sandbox;

import java.nio.file.Path;
import java.util.List;

/** Sandboxes that this machine would not have by itself. */
public final class Sandboxes {

    private Sandboxes() {
    }

    /** A machine without any means, where one is required. */
    public static Sandbox without(Path scratch) {
        return Sandbox.of(List.of(), SandboxPolicy.REQUIRED, JavaHome.ours(), SandboxIT.LIMITS, scratch);
    }
}

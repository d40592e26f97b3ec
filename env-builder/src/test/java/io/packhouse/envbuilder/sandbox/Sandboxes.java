package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Sandboxes that this machine would not have by itself. */
public final class Sandboxes {

    private Sandboxes() {
    }

    /** Skips the test where namespaces may not be made; where {@code CI=true}, they must. */
    public static void need() throws IOException, InterruptedException {
        Tool.need("unshare");
        boolean mayBeMade = new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "--net", "true").start()
                .waitFor() == 0;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(mayBeMade).as("CI=true, but namespaces may not be made").isTrue();
        }
        assumeTrue(mayBeMade, "namespaces may not be made on this machine");
    }

    /** A machine without any means, where one is required. */
    public static Sandbox without(Path scratch) {
        return Sandbox.of(List.of(), SandboxPolicy.REQUIRED, JavaHome.ours(), SandboxIT.LIMITS, scratch);
    }
}

package io.packhouse.envbuilder.tools;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.packhouse.envbuilder.sandbox.JavaHome;
import io.packhouse.envbuilder.sandbox.Limits;
import io.packhouse.envbuilder.sandbox.SandboxPolicy;

/**
 * What the section {@code environments} of the configuration says of tools.
 *
 * @param sandbox
 *            whether tools run without one
 * @param tools
 *            the programs that recipes may name
 * @param toolsJava
 *            the directory of the Java that runs them; empty for the one that runs this process
 * @param toolsLimits
 *            what each run may take
 */
public record ToolsSettings(SandboxPolicy sandbox, Map<String, PinnedTool> tools, Optional<Path> toolsJava,
        Limits toolsLimits) {

    public ToolsSettings {
        tools = Map.copyOf(tools);
    }

    /** The Java that runs tools; {@link IllegalArgumentException} when there is none where it should be. */
    JavaHome java() {
        return toolsJava.map(JavaHome::of).orElseGet(JavaHome::ours);
    }
}

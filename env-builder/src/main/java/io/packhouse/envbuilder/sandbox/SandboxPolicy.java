package io.packhouse.envbuilder.sandbox;

/** Whether programs of others run without a sandbox: the key {@code environments.sandbox}. */
public enum SandboxPolicy {
    /** Never. */
    REQUIRED,
    /** Where no sandbox can be had. */
    PREFERRED,
    /** Always: for machines that are a sandbox themselves. */
    OFF
}

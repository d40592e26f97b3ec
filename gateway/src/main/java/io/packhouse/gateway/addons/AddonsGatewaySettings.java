package io.packhouse.gateway.addons;

/**
 * What the gateway's part of the add-on rebuilds lets an operator choose: the keys {@code addons.*} of
 * {@code config/addons-gateway.yaml}. The secrets of the section are {@link io.packhouse.platform.secrets.SecretsSettings}.
 *
 * @param removeByGet
 *            whether a {@code GET} removes what a job made, as the original had it, without a secret
 * @param limits
 *            how much one request may ask for
 */
public record AddonsGatewaySettings(boolean removeByGet, AddonsLimits limits) {

    /** The name of the annotated default file on the class path. */
    public static final String DEFAULTS = "config/addons-gateway.yaml";
    /** The section of these settings. */
    public static final String SECTION = "addons";
}

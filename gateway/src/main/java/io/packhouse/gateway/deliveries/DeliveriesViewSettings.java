package io.packhouse.gateway.deliveries;

/**
 * Deliveries at the gateway: what it reads of the section {@code deliveries} of the configuration.
 *
 * @param remembered
 *            how many deliveries are known for lists and replays, those that are over being forgotten first
 */
public record DeliveriesViewSettings(int remembered) {

    /** The name of the section. */
    public static final String SECTION = "deliveries";

    public DeliveriesViewSettings {
        if (remembered < 1) {
            throw new IllegalArgumentException("deliveries.remembered is at least 1, not " + remembered);
        }
    }
}

package io.packhouse.contracts.deliveries;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Waits for its next attempt. */
    @JsonProperty("pending")
    PENDING,
    /** The receiver took it. */
    @JsonProperty("delivered")
    DELIVERED,
    /** The receiver refused it for good, or the schedule has ended; only a replay makes further attempts. */
    @JsonProperty("given-up")
    GIVEN_UP;

    /** The state as it is written in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.packhouse.platform.kafka;

import java.time.Duration;

/** What a share group is set up with; whoever works with groups knows more of them. */
public interface GroupLimits {

    /** How long a worker may be silent before its record is handed to another. */
    Duration lockDuration();

    /** How often a record is handed out before the broker archives it. */
    int deliveryLimit();
}

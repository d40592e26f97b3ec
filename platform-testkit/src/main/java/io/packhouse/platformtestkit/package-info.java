/** What tests of the gateway and the services share, as far as it stands on the platform; the rest is in {@code testkit}. */
@NullMarked
package io.packhouse.platformtestkit;

import org.jspecify.annotations.NullMarked;

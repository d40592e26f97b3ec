/** What signing makes, at the gateway: store-signed packages, detached signatures of artifacts, and which keys there are. */
@NullMarked
package io.packhouse.gateway.signatures;

import org.jspecify.annotations.NullMarked;

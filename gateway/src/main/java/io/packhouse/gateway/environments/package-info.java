/** The environment builder's interface, AddonScript API v2: add-ons, files and the builder, below a configurable path. */
@NullMarked
package io.packhouse.gateway.environments;

import org.jspecify.annotations.NullMarked;

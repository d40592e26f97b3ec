/**
 * The Seattle Custom Installer Builder at the gateway: its XML-RPC interface and download paths as its clients know them,
 * and the same call on the jobs API in JSON. Facts and section numbers in this package are those of the reference of that
 * service; where it is left on purpose, {@code docs/deviations.md} says so.
 */
@NullMarked
package io.packhouse.gateway.installers;

import org.jspecify.annotations.NullMarked;

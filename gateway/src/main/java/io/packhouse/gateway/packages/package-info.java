/** The package store at the gateway: the catalogue view, the package server's endpoints, and {@code /api/v1/packages}. */
@NullMarked
package io.packhouse.gateway.packages;

import org.jspecify.annotations.NullMarked;

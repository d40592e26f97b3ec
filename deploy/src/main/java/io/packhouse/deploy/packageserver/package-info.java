/**
 * The package server as one process that takes the options of {@code appman-package-server}: its command line, its
 * configuration file, its console lines, and what they mean to Packhouse.
 */
@NullMarked
package io.packhouse.deploy.packageserver;

import org.jspecify.annotations.NullMarked;

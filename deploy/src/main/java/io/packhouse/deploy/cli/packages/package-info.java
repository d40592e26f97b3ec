/**
 * {@code package}: makes, signs and verifies packages as {@code appman-packager} does (package server reference, 4). Nothing
 * here needs Kafka, a configuration or a log, so that a command takes no longer than a JVM's start.
 */
@NullMarked
package io.packhouse.deploy.cli.packages;

import org.jspecify.annotations.NullMarked;
